package dev.meridian.routing.compact;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map in two arrays, in the natural order of its keys, none of which is null; nor is a value. A copy of
 * it is itself, and the maps that are made of it with other values share its keys. Thread-safe.
 *
 * <p>A decision holds ten thousands of maps of some regions. A {@link TreeMap} of ten takes 450 bytes in as many places of
 * the memory, and was half of the decision's time.
 *
 * @param <K> the keys
 * @param <V> the values
 */
@SuppressWarnings("JdkObsolete") // all that is asked of it is a SortedMap; nobody navigates
public final class CompactMap<K extends Comparable<K>, V> extends AbstractMap<K, V> implements SortedMap<K, V> {
    private final Object[] keys;
    private final Object[] values;

    private CompactMap(Object[] keys, Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /**
     * The same entries.
     *
     * @param map in the natural order of its keys
     */
    public static <K extends Comparable<K>, V> CompactMap<K, V> copyOf(SortedMap<K, V> map) {
        return map instanceof CompactMap<K, V> compact ? compact : mapped(map, (key, value) -> value);
    }

    /**
     * Other values under the same keys.
     *
     * @param map in the natural order of its keys
     * @param value of a key and its former value, asked for once each in the order of the keys; null leaves the key out
     */
    public static <K extends Comparable<K>, V, W> CompactMap<K, W> mapped(
            SortedMap<K, V> map, BiFunction<? super K, ? super V, ? extends @Nullable W> value) {
        if (map.comparator() != null) {
            throw new IllegalArgumentException("a map in another order than the natural one of its keys");
        }
        Object[] keys = new Object[map.size()];
        Object[] values = new Object[keys.length];
        int size = 0;
        for (Entry<K, V> entry : map.entrySet()) {
            @Nullable W other = value.apply(entry.getKey(), entry.getValue());
            if (other != null) {
                keys[size] = entry.getKey();
                values[size++] = other;
            }
        }
        if (size == keys.length) {
            return new CompactMap<>(map instanceof CompactMap<K, V> same ? same.keys : keys, values);
        }
        return new CompactMap<>(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }

    /**
     * Values by their places under the same keys.
     *
     * @param map in the natural order of its keys
     * @param value of a place, 0 for the first key; asked for once each in their order; null leaves the key out
     */
    public static <K extends Comparable<K>, W> CompactMap<K, W> placed(
            SortedMap<K, ?> map, IntFunction<? extends @Nullable W> value) {
        int[] place = {0};
        return mapped(map, (key, former) -> value.apply(place[0]++));
    }

    @SuppressWarnings("unchecked") // only keys are put there
    private K key(int index) {
        return (K) keys[index];
    }

    @SuppressWarnings("unchecked") // only values are put there
    private V value(int index) {
        return (V) values[index];
    }

    /** Where a key is; negative where it is not. */
    // A key that cannot be compared fails as it does in a TreeMap; one and the same is found without being compared.
    @SuppressWarnings({"unchecked", "ReferenceEquality"})
    private int find(@Nullable Object key) {
        int low = 0;
        int high = keys.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Object at = keys[middle];
            int order = at == key ? 0 : ((K) at).compareTo((K) key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        int index = find(key);
        return index < 0 ? null : value(index);
    }

    @Override
    public V getOrDefault(@Nullable Object key, V otherwise) {
        int index = find(key);
        return index < 0 ? otherwise : value(index);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return find(key) >= 0;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        for (int i = 0; i < keys.length; i++) {
            action.accept(key(i), value(i));
        }
    }

    @Override
    public @Nullable Comparator<? super K> comparator() {
        return null;
    }

    @Override
    public K firstKey() {
        return present(0);
    }

    @Override
    public K lastKey() {
        return present(keys.length - 1);
    }

    private K present(int index) {
        if (keys.length == 0) {
            throw new NoSuchElementException("the map is empty");
        }
        return key(index);
    }

    @Override
    public SortedMap<K, V> subMap(K from, K to) {
        if (from.compareTo(to) > 0) {
            throw new IllegalArgumentException("from " + from + " is after to " + to);
        }
        return range(insertion(from), insertion(to));
    }

    @Override
    public SortedMap<K, V> headMap(K to) {
        return range(0, insertion(to));
    }

    @Override
    public SortedMap<K, V> tailMap(K from) {
        return range(insertion(from), keys.length);
    }

    private int insertion(K key) {
        int index = find(key);
        return index < 0 ? -1 - index : index;
    }

    private SortedMap<K, V> range(int from, int to) {
        return new CompactMap<>(Arrays.copyOfRange(keys, from, to), Arrays.copyOfRange(values, from, to));
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<K, V>> {
        @Override
        public int size() {
            return keys.length;
        }

        @Override
        public Iterator<Entry<K, V>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < keys.length;
                }

                @Override
                public Entry<K, V> next() {
                    if (next == keys.length) {
                        throw new NoSuchElementException("all " + next + " entries were told");
                    }
                    int index = next++;
                    return Map.entry(key(index), value(index));
                }
            };
        }
    }
}
