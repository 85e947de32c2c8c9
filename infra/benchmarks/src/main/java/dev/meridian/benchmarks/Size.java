package dev.meridian.benchmarks;

/** How large an installation is: {@code 1000x10} are 1 000 origins and 10 regions. */
record Size(int origins, int regions) {
    static final String SMALL = "3x3";
    static final String LARGE = "1000x10";

    static Size parse(String size) {
        int by = size.indexOf('x');
        return new Size(Integer.parseInt(size.substring(0, by)), Integer.parseInt(size.substring(by + 1)));
    }

    /** All agents: a hundred, or where there are many origins a hundred a region. */
    int agents() {
        return origins < 100 ? 100 : 100 * regions;
    }
}
