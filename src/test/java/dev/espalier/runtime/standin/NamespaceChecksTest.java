package dev.espalier.runtime.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Link;
import dev.espalier.runtime.RuntimeFailedException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is made, with and without root. */
class NamespaceChecksTest {

  @Test
  void aLinkToNowhereIsRefused() {
    assertThatThrownBy(
            () -> NetworkNamespaces.create(List.of("a"), List.of(new Link("a", "b", 8, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a link names device \"b\", which is not listed");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 20_000, 1e30})
  void aBandwidthThatCannotBeImitatedIsRefused(double mbps) {
    assertThatThrownBy(
            () -> NetworkNamespaces.create(List.of("a", "b"), List.of(new Link("a", "b", mbps, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("link \"a\" -> \"b\"")
        .hasMessageContaining("0.001 to 10000 Mbps");
  }

  @Test
  void moreDevicesThanAddressesAreRefused() {
    assertThatThrownBy(() -> NetworkNamespaces.create(Collections.nCopies(254, "a"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("254 devices");
  }

  @Test
  void aBlockInUseIsPassedOver() {
    assertThat(AddressBlock.unused("", 256)).isEqualTo(new AddressBlock("198.19.0."));
    assertThat(AddressBlock.unused("198.18.7.3 dev x\n198.18.8.254 dev y", 512 + 7).device(0))
        .isEqualTo("198.18.9.1");
    String all =
        IntStream.range(0, 512)
            .mapToObj(i -> "198.%d.%d.1".formatted(18 + i / 256, i % 256))
            .collect(Collectors.joining("\n"));
    assertThatThrownBy(() -> AddressBlock.unused(all, 0))
        .isInstanceOf(RuntimeFailedException.class)
        .hasMessageContaining("198.18.0.0/15");
  }

  @Test
  void aBucketHoldsAPacketAndAMillisecond() {
    assertThat(NetworkNamespaces.burstBytes(new Link("a", "b", 8, 0))).isEqualTo(1_600 + 1_000);
  }

  @Test
  void aCommandThatFailsIsQuoted() {
    assertThatThrownBy(() -> Iproute.run("/no/such/ip", "link"))
        .isInstanceOf(RuntimeFailedException.class)
        .hasMessageContaining("\"/no/such/ip link\"");
  }
}
