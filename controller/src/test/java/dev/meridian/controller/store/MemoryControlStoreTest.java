package dev.meridian.controller.store;

final class MemoryControlStoreTest extends ControlStoreContract {
    private final MemoryControlStore.Disk disk = new MemoryControlStore.Disk();

    @Override
    public ControlStore open() {
        return new MemoryControlStore(disk);
    }
}
