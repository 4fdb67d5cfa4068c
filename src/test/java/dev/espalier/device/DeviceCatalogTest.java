package dev.espalier.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceCatalogTest {
  private static final Link EXPLICIT = new Link("cam", "hub", 500, 0.1);

  private static final DeviceCatalog CATALOG =
      new DeviceCatalog(
          "home",
          List.of(
              Device.builder("cam", 1, 1)
                  .uplinkMbps(15)
                  .downlinkMbps(30)
                  .accessLatencyMs(2)
                  .medium("wifi")
                  .build(),
              Device.builder("phone", 1, 1).uplinkMbps(40).medium("wifi").build(),
              Device.builder("tower", 1, 1)
                  .uplinkMbps(200)
                  .downlinkMbps(10)
                  .accessLatencyMs(20)
                  .medium("lte")
                  .build(),
              new Device("hub", 1, 1)),
          Network.uniform(100, 0.5));

  @Test
  void defaultLinkHasTheMinimumOfUplinkDownlinkAndNetwork() {
    assertThat(CATALOG.link("cam", "hub").bandwidthMbps()).isEqualTo(15);
    assertThat(CATALOG.link("hub", "cam").bandwidthMbps()).isEqualTo(30);
    assertThat(CATALOG.link("cam", "tower").bandwidthMbps()).isEqualTo(10);
    assertThat(CATALOG.link("tower", "hub").bandwidthMbps()).isEqualTo(100);
    assertThat(CATALOG.link("hub", "phone").bandwidthMbps()).isEqualTo(100);
  }

  @Test
  void defaultLinkHasTheLatencyOfTheNetworkAndOfBothAccesses() {
    assertThat(CATALOG.link("cam", "tower").latencyMs()).isEqualTo(22.5);
    assertThat(CATALOG.link("hub", "cam").latencyMs()).isEqualTo(2.5);
    assertThat(CATALOG.link("hub", "phone").latencyMs()).isEqualTo(0.5);
  }

  @Test
  void explicitLinkWinsInItsDirectionAlone() {
    DeviceCatalog catalog = CATALOG.withLink(EXPLICIT);

    assertThat(catalog.link("cam", "hub")).isSameAs(EXPLICIT);
    assertThat(catalog.link("hub", "cam")).isEqualTo(CATALOG.link("hub", "cam"));
  }

  @Test
  void defaultLinkOccupiesTheMediaOfItsEnds() {
    assertThat(CATALOG.media("cam", "phone")).containsExactly("wifi");
    assertThat(CATALOG.media("cam", "tower")).containsExactly("wifi", "lte");
    assertThat(CATALOG.media("tower", "cam")).containsExactly("lte", "wifi");
    assertThat(CATALOG.media("hub", "tower")).containsExactly("lte");
    assertThat(CATALOG.withDevice(new Device("cam", 1, 1)).media("cam", "hub")).isEmpty();
  }

  @Test
  void explicitLinkOccupiesTheMediumThatItNamesAlone() {
    assertThat(CATALOG.withLink(EXPLICIT).media("cam", "hub")).isEmpty();
    assertThat(CATALOG.withLink(EXPLICIT.withMedium("usb")).media("cam", "hub"))
        .containsExactly("usb");
    assertThat(CATALOG.withLink(EXPLICIT).media("hub", "cam")).containsExactly("wifi");
  }

  @Test
  void defaultLinkMadeExplicitStaysOnItsOneMedium() {
    Link changed = CATALOG.link("cam", "phone").withBandwidthMbps(7).withLatencyMs(1);

    assertThat(CATALOG.withLink(changed).media("cam", "phone")).containsExactly("wifi");
    assertThat(CATALOG.link("cam", "tower").medium()).isEmpty();
  }

  @Test
  void otherDefaultBandwidthIsStillBoundedByUplinksAndLeavesExplicitLinks() {
    DeviceCatalog catalog = CATALOG.withLink(EXPLICIT);

    assertThat(catalog.withDefaultBandwidthMbps(1000).link("cam", "phone").bandwidthMbps())
        .isEqualTo(15);
    assertThat(catalog.withDefaultBandwidthMbps(1).link("cam", "phone").bandwidthMbps())
        .isEqualTo(1);
    assertThat(catalog.withDefaultBandwidthMbps(1).link("cam", "hub")).isSameAs(EXPLICIT);
  }

  @Test
  void hugeLatenciesSumUpToAHugeOne() {
    Device far = Device.builder("cam", 1, 1).accessLatencyMs(1e30).build();

    assertThat(CATALOG.withDevice(far).link("cam", "tower").latencyMs()).isEqualTo(1e30);
  }

  @Test
  void devicesAreFoundByName() {
    assertThat(CATALOG.indexOf("hub")).isEqualTo(3);
    assertThat(CATALOG.indexOf("moon")).isEqualTo(-1);
    assertThat(CATALOG.device("hub")).isEqualTo(new Device("hub", 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CATALOG.media("hub", "moon"))
        .withMessage("device \"moon\" is not in catalog \"home\"");
  }

  @Test
  void catalogsOfTheSameDevicesAndLinksAreEqual() {
    DeviceCatalog same =
        new DeviceCatalog("home", CATALOG.devices(), Network.uniform(100, 0.5)).withLink(EXPLICIT);

    assertThat(same).isEqualTo(CATALOG.withLink(EXPLICIT)).hasSameHashCodeAs(same);
    assertThat(same).isNotEqualTo(CATALOG).isNotEqualTo("home");
    assertThat(CATALOG.toString()).startsWith("DeviceCatalog[name=home,").contains("Device[name=");
  }
}
