package dev.meridian.demo.relay;

/** What travels on a {@link DelayLine}. */
sealed interface Parcel {
    /** How much of the line's capacity it takes. */
    int weight();

    /** Bytes, in the order they were read. The array is handed over and not changed by its sender afterwards. */
    @SuppressWarnings("ArrayRecordComponent") // handed from one thread to one other, never compared
    record Bytes(byte[] bytes) implements Parcel {
        @Override
        public int weight() {
            return bytes.length;
        }
    }

    /** The sender will send no more; the other way stays open. */
    record End() implements Parcel {
        @Override
        public int weight() {
            return 0;
        }
    }

    /** The sender's connection broke. */
    record Reset() implements Parcel {
        @Override
        public int weight() {
            return 0;
        }
    }
}
