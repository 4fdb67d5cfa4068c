package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.runtime.agent.Agent;
import dev.espalier.runtime.agent.AgentOptions;
import dev.espalier.runtime.wire.BufferPool;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.runtime.wire.FrameLimits;
import dev.espalier.runtime.wire.auth.Security;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
  private static final Path MODEL =
      Path.of("src", "examples", "b-lenet-mnist", "b-lenet-mnist.onnx");

  @TempDir private static Path shared;

  @TempDir private Path folder;

  private static Path catalog;
  private static Path plan;
  private static Path manifest;

  /** A plan of two devices, written by hand, and its segments. */
  @BeforeAll
  static void split() throws IOException {
    catalog =
        Files.writeString(
            shared.resolve("c.json"),
            """
            { "format": "espalier-catalog/1", "name": "pair",
              "devices": [ { "name": "cam", "gflops": 0.5, "ioMBps": 100, "memoryMiB": 64 },
                           { "name": "hub", "gflops": 1, "ioMBps": 200 } ],
              "network": { "bandwidthMbps": 50, "latencyMs": 2 } }
            """);
    plan = plan("p.json", 8);
    Path slices = shared.resolve("slices");
    Outcome outcome =
        CommandLineRunner.run(
            "split --plan %s --model %s --catalog %s --out %s", plan, MODEL, catalog, slices);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    manifest = slices.resolve("manifest.json");
  }

  private static Path plan(String name, int cut) throws IOException {
    return Files.writeString(
        shared.resolve(name),
        """
        { "format": "espalier-plan/1",
          "slices": [ { "device": "cam", "from": 0, "to": %d },
                      { "device": "hub", "from": %d, "to": 17 } ],
          "exits": [ { "name": "exit1", "probability": 0.75, "threshold": 0.9 },
                     { "name": "final", "probability": 0.25 } ] }
        """
            .formatted(cut, cut));
  }

  private static Outcome run(String options, Object... values) {
    return CommandLineRunner.run("run " + options, values);
  }

  @Test
  void planRunsOnLocalAgents() throws IOException {
    Path trace = folder.resolve("trace.json");
    Path svg = folder.resolve("run.svg");
    Outcome outcome =
        run(
            "--manifest %s --plan %s --catalog %s --local --samples 24 --warm-up 5 --draw-exits"
                + " --format json --trace %s --svg %s",
            manifest, plan, catalog, trace, svg);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    Json run = outcome.json();
    assertThat(run.at("/format").string()).isEqualTo("espalier-run/1");
    List<Json> samples = run.at("/samples").items();
    assertThat(samples).hasSize(24);
    assertThat(samples).allMatch(sample -> sample.at("/latencyMs").number() > 0);
    assertThat(samples.stream().filter(sample -> sample.at("/exit").string().equals("exit1")))
        .as("three quarters of the samples leave at the side exit")
        .hasSize(18);
    assertThat(Files.readString(trace)).contains("\"traceEvents\"", "\"cam\"", "segment 0");
    assertThat(Files.readString(svg)).startsWith("<svg").contains("exit1", "hub");
  }

  @Test
  void slowerDevicesAndLinksAreImitated() {
    Outcome outcome =
        run(
            "--manifest %s --catalog %s --local --samples 12 --warm-up 3 --draw-exits --format json",
            manifest, catalog);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    for (Json sample : outcome.json().at("/samples").items()) {
      // Segment 0 takes 1.4 ms on cam; the link, 2 ms and 4,500 bytes at 50 Mbps; hub 2.5 ms.
      boolean isEarly = sample.at("/exit").string().equals("exit1");
      assertThat(sample.at("/latencyMs").number()).isGreaterThan(isEarly ? 1.0 : 5.0);
    }
  }

  @Test
  void textSaysWhatWasPredictedAndMeasured() {
    Outcome outcome =
        run(
            "--manifest %s --plan %s --catalog %s --local --samples 8 --warm-up 2",
            manifest, plan, catalog);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    assertThat(outcome.out())
        .startsWith("b-lenet-mnist on 2 agents: 8 samples answered, 0 failed")
        .contains("predicted", "cam", "hub", "energy: not measured");
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
  }

  private Agent agent(List<String> log) {
    Path store = folder.resolve("store" + log.hashCode() + System.nanoTime());
    Endpoint endpoint =
        new Endpoint(Security.open(), FrameLimits.defaults(), new BufferPool(1 << 24));
    try {
      return Agent.start(
          new AgentOptions(
              new InetSocketAddress("127.0.0.1", 0),
              endpoint,
              Files.createDirectories(store),
              1 << 24,
              folder),
          log::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path agents(int cam, int hub) throws IOException {
    return Files.writeString(
        folder.resolve("agents.json"),
        """
        { "format": "espalier-agents/1",
          "agents": [ { "device": "cam", "address": "127.0.0.1:%d" },
                      { "device": "hub", "address": "127.0.0.1:%d" } ] }
        """
            .formatted(cam, hub));
  }

  @Test
  void agentsServeOneRunAfterAnother() throws IOException {
    List<String> log = new CopyOnWriteArrayList<>();
    try (Agent cam = agent(log);
        Agent hub = agent(log)) {
      Path file = agents(cam.address().getPort(), hub.address().getPort());
      for (int i = 0; i < 3; i++) {
        Outcome outcome = run("--manifest %s --agents %s --samples 5 --warm-up 1", manifest, file);
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
        assertThat(outcome.out()).contains("5 samples answered, 0 failed");
      }
      // An agent notes the end of a run after its coordinator has gone.
      long limitNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (ends(log) < 6 && System.nanoTime() - limitNanos < 0) {
        Thread.onSpinWait();
      }
      assertThat(ends(log)).isEqualTo(6);
    }
  }

  private static long ends(List<String> log) {
    return log.stream().filter(line -> line.endsWith("ends: the run has ended")).count();
  }

  @Test
  void agentThatIsMissingIsNamed() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Outcome outcome =
        run("--manifest %s --agents %s --samples 5", manifest, agents(free, free + 1));
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(outcome.error())
        .isEqualTo("the agent of \"cam\": 127.0.0.1:%d: Connection refused".formatted(free));
  }

  @Test
  void deviceWithoutAnAgentIsNamed() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("agents.json"),
            "{ \"format\": \"espalier-agents/1\", \"agents\": ["
                + " { \"device\": \"cam\", \"address\": \"127.0.0.1:1\" } ] }");
    Outcome outcome = run("--manifest %s --agents %s --samples 5", manifest, file);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error())
        .contains("agents.json", "expected an agent for device \"hub\" of the plan");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--local | --local needs --catalog, whose devices and links it imitates",
        "--local --agents x.json --catalog CATALOG | mutually exclusive",
        " | Missing required argument",
        "--local --catalog CATALOG --labels x | --labels needs --inputs",
        "--local --catalog CATALOG --netns --token-file x | --local needs no token or key",
        "--agents x.json --netns | --netns needs --local",
        "--local --catalog CATALOG --rate 5 --in-flight 2 | --rate and --in-flight exclude each other",
        "--local --catalog CATALOG --rate 0 | --rate must be > 0",
        "--local --catalog CATALOG --in-flight 0 | --in-flight must be >= 1 but is 0",
        "--local --catalog CATALOG --window 0 | --window must be from 1 to 1024 but is 0",
        "--local --catalog CATALOG --warm-up -1 | --warm-up must be >= 0 but is -1",
        "--local --catalog CATALOG --fallback last | --fallback must be final or most-confident",
        "--local --catalog CATALOG --threads 0 | --threads must be from 1 to 1024 but is 0",
        "--local --catalog CATALOG --model m.onnx | --model needs --plan and --catalog",
        "--local --catalog CATALOG --timeout soon | --timeout",
        "--local --catalog CATALOG --max-frame-mib 2000 | --max-frame-mib must be from 1 to 1023",
        "--local --catalog CATALOG --out MANIFEST | would overwrite the input file",
        "--local --catalog CATALOG --trace CATALOG | would overwrite the input file",
      })
  void wrongUsageIsRefused(String options, String message) {
    String given = options == null ? "" : " " + options;
    Outcome outcome =
        CommandLineRunner.runWords(
            ("run --manifest MANIFEST" + given)
                .replace("MANIFEST", manifest.toString())
                .replace("CATALOG", catalog.toString())
                .split(" "));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void planOfOtherSegmentsIsRefused() throws IOException {
    Outcome outcome =
        run(
            "--manifest %s --plan %s --catalog %s --local",
            manifest, plan("other.json", 3), catalog);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error())
        .contains("other.json: is not the plan of")
        .contains("expected the slices cam 0-7, hub 8-16 but found cam 0-2, hub 3-16");
  }

  @Test
  void catalogWithoutADeviceOfThePlanIsRefused() throws IOException {
    Path other =
        Files.writeString(
            folder.resolve("other.json"), Files.readString(catalog).replace("hub", "box"));
    Outcome outcome = run("--manifest %s --catalog %s --local", manifest, other);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error())
        .endsWith("other.json: expected device \"hub\" of the plan but there are cam, box");
  }

  @Test
  void changedSegmentIsRefused() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (var files = Files.list(manifest.getParent())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    Files.writeString(copy.resolve("segment-0-cam.onnx"), "rubbish");
    Outcome outcome =
        run("--manifest %s --catalog %s --local", copy.resolve("manifest.json"), catalog);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error()).contains("segment-0-cam.onnx: is not the file that the manifest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--listen 0.0.0.0:0 | expected an address of this machine such as 127.0.0.1; any other one"
            + " needs a token or TLS",
        "--listen 7400x | --listen must be [HOST:]PORT with a port up to 65535 but is \"7400x\"",
        "--key-store k | TLS needs all of --key-store, --trust-store and --store-password-file",
        "--token-file t --key-store k | --token-file and TLS exclude each other",
        "--max-mib 0 | --max-mib must be >= 1 but is 0",
      })
  void agentRefusesWrongUsage(String options, String message) {
    Outcome outcome = CommandLineRunner.run("agent " + options);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(outcome.err()).contains(message);
  }

  @Test
  void agentNeedsAReadableToken() {
    Outcome outcome =
        CommandLineRunner.run("agent --listen 0.0.0.0:0 --token-file %s", folder.resolve("none"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.error()).contains("none");
  }

  @Test
  void optionsOfLiveRunsNeedWhatTheyWorkOn() {
    assertThat(
            run("--manifest %s --catalog %s --local --live", manifest, catalog)
                .failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--live needs --model, --plan and --catalog, by which segments are placed anew");
    assertThat(
            run("--manifest %s --catalog %s --local --probe-every 1s", manifest, catalog)
                .failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--schedule, --probe-every and --load-on-demand need --live");
  }

  @Test
  void scheduleThatNamesAnUnknownDeviceIsRefused() throws IOException {
    Path schedule =
        Files.writeString(
            folder.resolve("w.jsonl"),
            "{\"at\": 1, \"link\": [\"cam\", \"hab\"], \"bandwidthMbps\": 2}");
    assertThat(
            run(
                    "--manifest %s --plan %s --catalog %s --model %s --local --live --schedule %s"
                        + " --samples 2",
                    manifest, plan, catalog, MODEL, schedule)
                .failsWith(ExitCodes.WRONG_USAGE))
        .contains("--schedule: ", "\"hab\"", "did you mean \"hub\"");
  }
}
