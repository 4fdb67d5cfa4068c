package dev.espalier.runtime.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.espalier.runtime.wire.auth.Identity.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers say to each other, without a connection. */
class HandshakeTest {
  private static final Security TOKEN =
      Security.token("correct horse battery staple".getBytes(StandardCharsets.US_ASCII));
  private static final Security OTHER =
      Security.token("correct horse battery stable".getBytes(StandardCharsets.US_ASCII));
  private static final Identity SELF = new Identity(Role.AGENT, "run-1", "cam é 1");

  private static void refuses(Acceptance acceptance, String identify) {
    assertThatExceptionOfType(AuthenticationFailedException.class)
        .isThrownBy(() -> acceptance.verify(identify));
  }

  private static void refuses(Introduction introduction, String welcome) {
    assertThatExceptionOfType(AuthenticationFailedException.class)
        .isThrownBy(() -> introduction.verify(welcome))
        .withMessage("the peer does not have the token of this end");
  }

  @Test
  void peersWithTheSameTokenAcceptEachOther() throws Exception {
    for (Security security : List.of(TOKEN, Security.open())) {
      Acceptance acceptance = new Acceptance(security);
      Introduction introduction = new Introduction(security, SELF);
      assertThat(acceptance.verify(introduction.identify(acceptance.hello()))).isEqualTo(SELF);
      introduction.verify(acceptance.welcome());
    }
  }

  @Test
  void anotherTokenIsRefusedByEitherSide() throws Exception {
    Acceptance acceptance = new Acceptance(TOKEN);
    refuses(acceptance, new Introduction(OTHER, SELF).identify(acceptance.hello()));

    Acceptance impostor = new Acceptance(OTHER);
    Introduction introduction = new Introduction(TOKEN, SELF);
    String identify = introduction.identify(impostor.hello());
    refuses(impostor, identify);
    refuses(introduction, "0".repeat(64));
    refuses(introduction, "-");
    refuses(introduction, "");
  }

  @Test
  void replayedProofsAreRefused() throws Exception {
    Acceptance first = new Acceptance(TOKEN);
    Introduction introduction = new Introduction(TOKEN, SELF);
    String identify = introduction.identify(first.hello());
    first.verify(identify);
    refuses(new Acceptance(TOKEN), identify);

    Introduction second = new Introduction(TOKEN, SELF);
    second.identify(first.hello());
    refuses(second, first.welcome());
  }

  /** An impostor without the token sends back what it receives, in every way that it can. */
  @Test
  void reflectedProofsAreRefused() throws Exception {
    Introduction introduction = new Introduction(TOKEN, SELF);
    Acceptance acceptance = new Acceptance(TOKEN);
    String identify = introduction.identify(acceptance.hello());
    String[] fields = identify.split(" ");
    refuses(introduction, fields[4]);

    // The nonce of the victim as the challenge of a second connection that it opens itself.
    Introduction second = new Introduction(TOKEN, SELF);
    String reflected = second.identify("espalier-wire/1 token " + fields[3]);
    refuses(introduction, reflected.split(" ")[4]);
    refuses(acceptance, reflected);
  }

  @Test
  void proofIsOfEveryFieldOfTheIdentity() throws Exception {
    Acceptance acceptance = new Acceptance(TOKEN);
    String identify = new Introduction(TOKEN, SELF).identify(acceptance.hello());
    refuses(acceptance, identify.replace("agent", "coordinator"));
    refuses(acceptance, identify.replace("run-1", "run-2"));
    refuses(acceptance, identify.replaceFirst(" [0-9a-f]+ ", " - "));
    assertThat(acceptance.verify(identify)).isEqualTo(SELF);
  }

  @Test
  void peerThatDemandsNothingIsRefusedByOneWithAToken() {
    Acceptance lax = new Acceptance(Security.open());
    assertThatExceptionOfType(AuthenticationFailedException.class)
        .isThrownBy(() -> new Introduction(TOKEN, SELF).identify(lax.hello()))
        .withMessageContaining("must be \"token\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "agent run-1 - - -",
        "agent run-1 zz NONCE -",
        "agent ../../etc - NONCE -",
        "agent run-1 ff NONCE -",
        "agent run-1 0a NONCE -",
        "agent run-1 - NONCE - more",
        "observer run-1 - NONCE -",
      })
  void malformedIdentitiesAreRefused(String identify) {
    refuses(new Acceptance(Security.open()), identify.replace("NONCE", "0".repeat(64)));
  }

  @Test
  void randomTextsAreRefused() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(200); length > 0; length--) {
        text.append("agent run-0123abcdef  \n\0é".charAt(random.nextInt(25)));
      }
      refuses(new Acceptance(TOKEN), text.toString());
      assertThatExceptionOfType(AuthenticationFailedException.class)
          .isThrownBy(() -> new Introduction(TOKEN, SELF).identify(text.toString()));
    }
  }

  /** The test vector of the document, which was computed by another implementation. */
  @Test
  void handshakeOfTheDocumentIsTrue() throws Exception {
    Matcher vector =
        Pattern.compile(
                "```vector\nHELLO +(?<hello>.*)\nIDENTIFY +(?<identify>.*)\nWELCOME +(?<welcome>.*)\n```")
            .matcher(Files.readString(Path.of("src", "docs", "wire-format.md")));
    assertThat(vector.find()).isTrue();
    byte[] bytes = new byte[64];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    String nonces = HexFormat.of().formatHex(bytes);
    Acceptance acceptance = new Acceptance(TOKEN, nonces.substring(0, 64));
    Identity cam = new Identity(Role.AGENT, "run-1", "cam 1");
    Introduction introduction = new Introduction(TOKEN, cam, nonces.substring(64));
    assertThat(acceptance.hello()).isEqualTo(vector.group("hello"));
    assertThat(introduction.identify(acceptance.hello())).isEqualTo(vector.group("identify"));
    assertThat(acceptance.verify(vector.group("identify"))).isEqualTo(cam);
    assertThat(acceptance.welcome()).isEqualTo(vector.group("welcome"));
    introduction.verify(vector.group("welcome"));
  }

  @Test
  void noncesDiffer() {
    assertThat(new Acceptance(TOKEN).hello()).isNotEqualTo(new Acceptance(TOKEN).hello());
  }

  @Test
  void identitiesOfOtherCharactersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity(Role.AGENT, "a b", ""))
        .withMessageContaining("session must match");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity(Role.AGENT, "a", "two\nlines"));
  }
}
