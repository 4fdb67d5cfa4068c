package dev.espalier.benchmarks.run;

import dev.espalier.internal.TemporaryFolder;
import dev.espalier.runtime.OnnxRuntime;
import dev.espalier.runtime.agent.Agent;
import dev.espalier.runtime.agent.AgentOptions;
import dev.espalier.runtime.link.LinkAddress;
import dev.espalier.runtime.wire.BufferPool;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.FrameLimits;
import dev.espalier.runtime.wire.auth.Security;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * An agent that writes to its standard error what memory it uses, bytes: leased for samples that
 * have arrived, direct memory, and heap. Ends when its standard input does.
 */
final class WatchedAgent {
  private static final long POOL_BYTES = 256L << 20;
  private static final long STORE_BYTES = 1L << 30;
  private static final long PERIOD_MS = 200;

  private WatchedAgent() {}

  /** Serves until the standard input ends. */
  public static void main(String[] args) throws IOException {
    OnnxRuntime.load();
    BufferPool pool = new BufferPool(POOL_BYTES);
    Endpoint endpoint = new Endpoint(Security.open(), FrameLimits.defaults(), pool);
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", 0);
    try (TemporaryFolder folder = TemporaryFolder.create();
        Agent agent =
            Agent.start(
                new AgentOptions(address, endpoint, folder.path(), STORE_BYTES, Path.of("/sys")),
                line -> {})) {
      System.out.println("listening on " + LinkAddress.text(agent.address()));
      Thread watch = new Thread(() -> report(pool), "watch");
      watch.setDaemon(true);
      watch.start();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void report(BufferPool pool) {
    BufferPoolMXBean direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(bean -> bean.getName().equals("direct"))
            .findFirst()
            .orElseThrow();
    Runtime runtime = Runtime.getRuntime();
    try {
      while (true) {
        System.err.printf(
            "%d %d %d%n",
            pool.leasedBytes(),
            direct.getMemoryUsed(),
            runtime.totalMemory() - runtime.freeMemory());
        TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
