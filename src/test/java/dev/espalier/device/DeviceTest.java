package dev.espalier.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
  private static Device full() {
    return Device.builder("cam", 0.5, 50)
        .memoryMiB(64)
        .powerW(2.5)
        .idlePowerW(0.5)
        .energyJ(500)
        .layerOverheadMs(0.01)
        .sliceOverheadMs(0.2)
        .uplinkMbps(15)
        .downlinkMbps(18)
        .accessLatencyMs(0.3)
        .medium("wifi")
        .cost(35)
        .profile("cam.profile.json")
        .source("made up")
        .build();
  }

  private static void refuses(UnaryOperator<DeviceBuilder> change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(full().toBuilder()).build())
        .withMessage("device \"cam\": " + message);
  }

  @Test
  void builderOfADeviceKeepsEveryAttribute() {
    assertThat(full().toBuilder().build()).isEqualTo(full()).hasSameHashCodeAs(full());
  }

  @Test
  void eachAttributeDistinguishesDevices() {
    assertThat(full())
        .isNotEqualTo(full().toBuilder().name("hub").build())
        .isNotEqualTo(full().withRates(0.5, 51))
        .isNotEqualTo(full().toBuilder().idlePowerW(0).build())
        .isNotEqualTo(full().toBuilder().cost(34).build())
        .isNotEqualTo(full().toBuilder().medium("lan").build())
        .isNotEqualTo("cam");
  }

  @Test
  void textNamesWhatIsGivenAlone() {
    assertThat(new Device("hub", 10, 400))
        .hasToString("Device[name=hub, gflops=10.0, ioMBps=400.0]");
    assertThat(full().toString()).contains("idlePowerW=0.5", "medium=wifi", "source=made up");
  }

  @Test
  void changedDeviceKeepsTheOtherAttributes() {
    Device changed = full().withMemoryMiB(32).withEnergy(3, 400).withRates(1, 60);

    assertThat(changed)
        .isEqualTo(
            full().toBuilder().memoryMiB(32).powerW(3).energyJ(400).gflops(1).ioMBps(60).build());
  }

  @Test
  void idlePowerIsAtMostThePower() {
    assertThat(full().toBuilder().idlePowerW(2.5).build().idlePowerW()).hasValue(2.5);
    refuses(
        device -> device.idlePowerW(3),
        "idlePowerW must be at most powerW, but idlePowerW is 3.0 and powerW is 2.5");
  }

  @Test
  void idlePowerNeedsAPower() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Device.builder("cam", 1, 1).idlePowerW(0).build())
        .withMessage(
            "device \"cam\": idlePowerW must be at most powerW, but idlePowerW is 0.0 and powerW"
                + " is not given");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.NEGATIVE_INFINITY})
  void negativeNumbersAreRefused(double value) {
    refuses(device -> device.idlePowerW(value), "idlePowerW must be >= 0 but is " + value);
    refuses(
        device -> device.layerOverheadMs(value), "layerOverheadMs must be >= 0 but is " + value);
    refuses(
        device -> device.sliceOverheadMs(value), "sliceOverheadMs must be >= 0 but is " + value);
    refuses(
        device -> device.accessLatencyMs(value), "accessLatencyMs must be >= 0 but is " + value);
    refuses(device -> device.cost(value), "cost must be >= 0 but is " + value);
    refuses(device -> device.uplinkMbps(value), "uplinkMbps must be > 0 but is " + value);
    refuses(device -> device.downlinkMbps(value), "downlinkMbps must be > 0 but is " + value);
  }

  @Test
  void bandwidthOfZeroIsRefused() {
    refuses(device -> device.uplinkMbps(0), "uplinkMbps must be > 0 but is 0.0");
    refuses(device -> device.downlinkMbps(0), "downlinkMbps must be > 0 but is 0.0");
  }

  @Test
  void blankNamesAreRefused() {
    refuses(device -> device.medium(" "), "medium must not be blank but is \" \"");
    refuses(device -> device.profile(""), "profile must not be blank but is \"\"");
  }
}
