package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/espalier}, as the build makes it. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final Path JAR =
      Path.of(System.getProperty("espalier.jar", "target/espalier.jar")).toAbsolutePath();
  private static final Path LAUNCHER = JAR.resolveSibling("bin/espalier");
  private static final String JAVA_HOME = System.getProperty("java.home");
  private static final String VERSION = "0: espalier \\d+\\.\\d+\\.\\d+\\S*\\R";

  @TempDir private Path folder;

  private static ProcessBuilder builder(Path launcher, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_OPTS");
    builder.environment().put("JAVA_HOME", JAVA_HOME);
    return builder;
  }

  /** Returns the exit code and what was printed, in one text. */
  private static String run(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue() + ": " + out;
  }

  private static String run(Map<String, String> environment, String... arguments) throws Exception {
    ProcessBuilder builder = builder(LAUNCHER, arguments);
    builder.environment().putAll(environment);
    return run(builder);
  }

  /** Copies what lies in target to a folder with spaces in its name, and returns the launcher. */
  private Path copy() throws IOException {
    Path home = Files.createDirectories(folder.resolve("my tools/espalier"));
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.copy(JAR, home.resolve("espalier.jar"));
    return Files.copy(LAUNCHER, home.resolve("bin/espalier"));
  }

  @Test
  void startsFromAnyFolderAndThroughLinks() throws Exception {
    Path copy = copy();
    assertThat(run(builder(copy, "--version").directory(folder.toFile()))).matches(VERSION);
    Path absolute = Files.createSymbolicLink(folder.resolve("absolute link"), copy);
    assertThat(run(builder(absolute, "--version"))).matches(VERSION);
    Path relative = Files.createSymbolicLink(folder.resolve("relative"), Path.of("absolute link"));
    assertThat(run(builder(relative, "--version"))).matches(VERSION);
    assertThat(
            run(
                builder(
                    Path.of("sh"),
                    "-c",
                    "PATH=\"$0:$PATH\"; espalier --version",
                    copy.getParent().toString())))
        .matches(VERSION);
  }

  @Test
  void passesArgumentsAndExitCodesUnchanged() throws Exception {
    assertThat(run(Map.of(), "plan", "--nonsense")).startsWith("2: error: ");
    Path missing = folder.resolve("no such file.json");
    assertThat(run(Map.of(), "inspect", "--model", missing.toString()))
        .startsWith("3: error: " + missing + ":");
    assertThat(run(Map.of(), "inspect", "--model", "*")).startsWith("3: error: *:");
  }

  @Test
  void passesOptionsToJava() throws Exception {
    Map<String, String> options = Map.of("JAVA_OPTS", "-Xmx77m -XshowSettings:vm");
    assertThat(run(options, "--version")).startsWith("0: ").contains("Max. Heap Size: 77.00M");
  }

  @Test
  void archiveHoldsTheClassesOfAPlanPicocliIncluded() throws Exception {
    String out =
        run(
            Map.of("JAVA_OPTS", "-Xlog:class+load"),
            "plan",
            "--model",
            "zoo:b-alexnet",
            "--catalog",
            "device-catalogs/surveillance.catalog.json");
    List<String> read =
        out.lines()
            .filter(line -> line.contains(" source: file:") || line.contains(" source: jar:"))
            .toList();
    assertThat(out).contains("picocli.CommandLine source: shared objects file (top)");
    assertThat(read).isEmpty();
  }

  /** An archive of another jar is stale: Java must start without it, and without a word. */
  @Test
  void staleArchiveIsNotMentioned() throws Exception {
    Path copy = copy();
    Path archive = copy.resolveSibling("../lib/espalier.jsa");
    Files.copy(JAR.resolveSibling("lib/espalier.jsa"), archive);
    assertThat(run(builder(copy, "--version"))).matches(VERSION);
    Files.delete(archive);
    Files.writeString(archive, "no archive at all");
    assertThat(run(builder(copy, "--version"))).matches(VERSION);
  }

  @Test
  void missingJavaIsReported() throws Exception {
    ProcessBuilder withoutJava = builder(LAUNCHER, "--version");
    withoutJava.environment().remove("JAVA_HOME");
    withoutJava.environment().put("PATH", folder.toString());
    assertThat(run(withoutJava))
        .isEqualTo(
            "1: error: found no Java; install Java 17 or newer, or set JAVA_HOME to its folder\n");
    assertThat(run(Map.of("JAVA_HOME", folder.toString()), "--version"))
        .isEqualTo(
            "1: error: JAVA_HOME is %s, where there is no bin/java; expected the folder of Java 17 or newer\n"
                .formatted(folder));
  }

  @Test
  void oldJavaIsReported() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("old/bin"));
    Path java =
        Files.writeString(
            bin.resolve("java"), "#!/bin/sh\necho 'java version \"1.8.0_392\"' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> old = Map.of("JAVA_HOME", bin.getParent().toString());
    String expected =
        "1: error: %s is Java %s; expected Java 17 or newer: set JAVA_HOME to its folder\n";
    assertThat(run(old, "--version")).isEqualTo(expected.formatted(java, "1.8.0_392"));
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\nOS_ARCH=\"x86\"\n");
    assertThat(run(old, "--version")).isEqualTo(expected.formatted(java, "11.0.2"));
  }

  @Test
  void missingJarIsReported() throws Exception {
    Path copy = copy();
    Files.delete(copy.resolveSibling("../espalier.jar"));
    assertThat(run(builder(copy, "--version")))
        .matches("1: error: .*/espalier.jar is missing, which lies beside the folder bin\\R");
  }

  /** The launcher becomes Java, so that Ctrl-C and kill reach the command itself. */
  @Test
  void signalsReachTheCommand() throws Exception {
    Process process = builder(LAUNCHER, "agent", "--listen", "127.0.0.1:0").start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("127.0.0.1:");
      assertThat(process.info().command().orElseThrow()).endsWith("java");
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
