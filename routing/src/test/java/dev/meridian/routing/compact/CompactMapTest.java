package dev.meridian.routing.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.meridian.routing.Seeded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CompactMapTest {
    @Test
    void saysWhatATreeMapSays() {
        Seeded.cases(1, 500, random -> {
            SortedMap<Integer, String> tree = new TreeMap<>();
            int size = random.nextInt(20);
            while (tree.size() < size) {
                tree.put(random.nextInt(60), "v" + random.nextInt(9));
            }
            CompactMap<Integer, String> compact = CompactMap.copyOf(tree);

            assertThat(compact).isEqualTo(tree);
            assertThat(tree).isEqualTo(compact);
            assertThat(compact).hasSameHashCodeAs(tree).hasToString(tree.toString());
            assertThat(List.copyOf(compact.keySet())).isEqualTo(List.copyOf(tree.keySet()));
            assertThat(List.copyOf(compact.values())).isEqualTo(List.copyOf(tree.values()));
            List<String> each = new ArrayList<>();
            compact.forEach((key, value) -> each.add(key + value));
            assertThat(each)
                    .isEqualTo(tree.entrySet().stream()
                            .map(entry -> entry.getKey() + entry.getValue())
                            .toList());
            for (int key = -1; key <= 60; key++) {
                assertThat(compact.get(key)).isEqualTo(tree.get(key));
                assertThat(compact.getOrDefault(key, "none")).isEqualTo(tree.getOrDefault(key, "none"));
                assertThat(compact.containsKey(key)).isEqualTo(tree.containsKey(key));
                assertThat(compact.headMap(key)).isEqualTo(tree.headMap(key));
                assertThat(compact.tailMap(key)).isEqualTo(tree.tailMap(key));
                assertThat(compact.subMap(key, key + 7)).isEqualTo(tree.subMap(key, key + 7));
            }
        });
    }

    @Test
    void aCopyOfItIsItself() {
        CompactMap<String, Integer> map = CompactMap.copyOf(new TreeMap<>(Map.of("a", 1)));

        assertThat(CompactMap.copyOf(map)).isSameAs(map);
    }

    @Test
    void laterChangesOfTheOriginalAreNotSeen() {
        TreeMap<String, Integer> original = new TreeMap<>(Map.of("a", 1));
        CompactMap<String, Integer> map = CompactMap.copyOf(original);

        original.put("b", 2);

        assertThat(map).containsOnlyKeys("a");
    }

    @Test
    void keysWithoutAnotherValueAreLeftOut() {
        TreeMap<String, Integer> numbers = new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3));

        assertThat(CompactMap.mapped(numbers, (key, value) -> value == 2 ? null : key + value))
                .containsExactly(Map.entry("a", "a1"), Map.entry("c", "c3"));
        assertThat(CompactMap.mapped(CompactMap.copyOf(numbers), (key, value) -> value == 2 ? null : key + value))
                .containsExactly(Map.entry("a", "a1"), Map.entry("c", "c3"));
    }

    @Test
    void valuesByTheirPlacesStandUnderTheKeysInTheirOrder() {
        TreeMap<String, Integer> numbers = new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3));

        assertThat(CompactMap.placed(numbers, place -> place == 1 ? null : 10 * place))
                .containsExactly(Map.entry("a", 0), Map.entry("c", 20));
    }

    @Test
    void cannotBeChanged() {
        CompactMap<String, Integer> map = CompactMap.copyOf(new TreeMap<>(Map.of("a", 1)));

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.put("b", 2));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.remove("a"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(map::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> map.entrySet().iterator().next().setValue(2));
        assertThat(map).containsExactly(Map.entry("a", 1));
    }

    @Test
    void anEmptyOneHasNoFirstKey() {
        CompactMap<String, Integer> empty = CompactMap.copyOf(new TreeMap<String, Integer>());

        assertThat(empty).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(empty::firstKey);
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(empty::lastKey);
    }

    @Test
    void anotherOrderAndANullKeyAreRefused() {
        TreeMap<String, Integer> backwards = new TreeMap<>(Comparator.reverseOrder());

        assertThatIllegalArgumentException().isThrownBy(() -> CompactMap.copyOf(backwards));
        assertThatNullPointerException()
                .isThrownBy(
                        () -> CompactMap.copyOf(new TreeMap<>(Map.of("a", 1))).get(null));
    }
}
