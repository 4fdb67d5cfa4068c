package dev.espalier.runtime.standin;

import dev.espalier.runtime.wire.auth.Security;
import dev.espalier.runtime.wire.auth.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The program whose command {@code agent} stands in for devices on this machine, with a token of
 * its own: other users of the machine can reach its ports, too.
 *
 * @param mainClass qualified name of its main class
 * @param token file with the token, which only its owner can read
 */
public record StandInProgram(String mainClass, Path token) {
  private static final List<String> JVM_OPTIONS =
      // Options of the agent limit its direct memory.
      List.of("-Xmx512m", "-XX:MaxDirectMemorySize=64g", "-XX:+UseSerialGC");

  private static final int TOKEN_BYTES = 32;

  /**
   * The program with a new token.
   *
   * @param folder folder for the token
   * @throws IOException if the token cannot be written
   */
  public static StandInProgram of(String mainClass, Path folder) throws IOException {
    byte[] secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    Path file = Files.createTempFile(folder, "token", "");
    Files.writeString(file, HexFormat.of().formatHex(secret));
    return new StandInProgram(mainClass, file);
  }

  /**
   * Command line of an agent.
   *
   * @param host address to listen on
   * @param options further options of the command
   */
  public List<String> agent(String host, List<String> options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "agent", "--stand-in", "--listen", host + ":0", "--token-file", token.toString()));
    arguments.addAll(options);
    return AgentProcess.javaCommand(JVM_OPTIONS, mainClass, arguments);
  }

  /** How its agents and their coordinator prove who they are. */
  public Security security() {
    return TokenFile.read(token).security();
  }
}
