package dev.espalier.runtime.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Leases direct buffers and takes them back, because a direct buffer costs far more to allocate
 * than to fill. Sizes are rounded up to powers of two, and a returned buffer is leased again. All
 * buffers together, leased or not, never exceed the capacity: who needs a buffer waits until
 * another one is returned, so that a connection that is read too slowly makes its sender wait.
 * Buffers of a size that is no longer needed give way to other sizes; their memory is free when the
 * garbage collector has found them. Thread-safe; no order is guaranteed among those who wait.
 */
public final class BufferPool {
  /** Tensors begin at multiples of this many bytes, which suits every vector unit. */
  static final int ALIGNMENT = 64;

  private static final int MIN_BYTES = 4096;
  private static final int MAX_BYTES = 1 << 30;

  private final long capacity;
  private final TreeMap<Integer, Deque<ByteBuffer>> free = new TreeMap<>();
  private long allocated;
  private long leased;

  /**
   * Creates an empty pool.
   *
   * @param capacity maximum size of all buffers together, bytes
   */
  public BufferPool(long capacity) {
    if (capacity < MIN_BYTES) {
      throw new IllegalArgumentException(
          "pool: capacity must be at least %d bytes but is %d".formatted(MIN_BYTES, capacity));
    }
    this.capacity = capacity;
  }

  /** Whether a buffer of this size can be leased at all. */
  public boolean fits(long bytes) {
    return bytes >= 0 && bytes <= MAX_BYTES && rounded((int) bytes) <= capacity;
  }

  /**
   * Leases a buffer; waits while the pool has no memory for it.
   *
   * @param bytes its size; the content is undefined
   * @throws IllegalArgumentException if it does not fit into the capacity
   * @throws IOException if the thread is interrupted or Java has too little direct memory
   */
  public LeasedBuffer lease(int bytes) throws IOException {
    return lease(bytes, () -> false);
  }

  /**
   * Leases a buffer unless the wait for it is given up, which is checked at {@link #wakeUp}.
   *
   * @throws ClosedChannelException if it is given up
   */
  LeasedBuffer lease(int bytes, BooleanSupplier isGivenUp) throws IOException {
    if (!fits(bytes)) {
      throw new IllegalArgumentException(
          "pool: a buffer of %d bytes does not fit into a capacity of %d bytes"
              .formatted(bytes, capacity));
    }
    ByteBuffer buffer = take(rounded(bytes), isGivenUp);
    // A slice carries nothing over from the earlier lease: neither position nor byte order.
    ByteBuffer part = buffer.slice(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new LeasedBuffer(part, Lease.of(() -> giveBack(buffer)));
  }

  private synchronized ByteBuffer take(int size, BooleanSupplier isGivenUp) throws IOException {
    try {
      while (!isGivenUp.getAsBoolean()) {
        Deque<ByteBuffer> idle = free.get(size);
        if (idle != null || leased + size <= capacity) {
          ByteBuffer buffer = idle == null ? allocate(size) : popped(size, idle);
          leased += size;
          return buffer;
        }
        wait();
      }
      throw new ClosedChannelException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for memory");
    }
  }

  private ByteBuffer popped(int size, Deque<ByteBuffer> idle) {
    ByteBuffer buffer = idle.pop();
    if (idle.isEmpty()) {
      free.remove(size);
    }
    return buffer;
  }

  private ByteBuffer allocate(int size) throws IOException {
    while (allocated + size > capacity) {
      Map.Entry<Integer, Deque<ByteBuffer>> largest = free.lastEntry();
      popped(largest.getKey(), largest.getValue());
      allocated -= largest.getKey();
    }
    try {
      ByteBuffer buffer = ByteBuffer.allocateDirect(size + ALIGNMENT).alignedSlice(ALIGNMENT);
      allocated += size;
      return buffer.slice(0, size);
    } catch (OutOfMemoryError e) {
      throw new IOException(
          "a buffer of %d bytes exceeds Java's direct memory; give it more with -XX:MaxDirectMemorySize"
              .formatted(size),
          e);
    }
  }

  private synchronized void giveBack(ByteBuffer buffer) {
    leased -= buffer.capacity();
    free.computeIfAbsent(buffer.capacity(), size -> new ArrayDeque<>()).push(buffer);
    notifyAll();
  }

  /** Lets those who wait check whether they still need a buffer. */
  synchronized void wakeUp() {
    notifyAll();
  }

  /** Size of the buffers that are leased now, bytes. */
  public synchronized long leasedBytes() {
    return leased;
  }

  /** Size of all buffers, leased or not, bytes. */
  public synchronized long allocatedBytes() {
    return allocated;
  }

  /** Maximum size of all buffers together, bytes. */
  public long capacity() {
    return capacity;
  }

  /** What a buffer of a size takes of the capacity, bytes. */
  public static long occupied(long bytes) {
    return bytes <= MAX_BYTES ? rounded((int) bytes) : bytes;
  }

  private static int rounded(int bytes) {
    return bytes <= MIN_BYTES ? MIN_BYTES : Integer.highestOneBit(bytes - 1) << 1;
  }
}
