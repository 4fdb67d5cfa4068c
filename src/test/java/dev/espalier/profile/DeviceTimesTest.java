package dev.espalier.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DeviceTimesTest {
  private static final BranchyNet NET = Zoo.get("b-alexnet-imagenet");
  private static final Linearization POSITIONS = Linearization.of(NET);
  private static final Device CAM = Device.builder("cam", 10, 4000).layerOverheadMs(0.01).build();
  private static final DeviceCatalog CATALOG =
      new DeviceCatalog(
          "pair",
          List.of(CAM, Device.builder("hub", 100, 20_000).build()),
          new Network(40, 1, List.of(), Optional.empty()));

  private static Profile computed(Device device, Linearization net) {
    List<LayerTime> layers = new ArrayList<>();
    for (int i = 0; i < net.length(); i++) {
      layers.add(
          new LayerTime(
              net.layer(i).name(),
              Optional.of(net.layer(i).op()),
              Timing.of(ComputeTime.ms(net, device, i)),
              Optional.of(LayerWork.of(net, i))));
    }
    return Profile.of(Optional.of(net.net().name()), layers);
  }

  private static Plan plan(DeviceProfiles profiles, BranchyNet net) {
    PlanningProblemBuilder builder =
        PlanningProblem.builder(net, profiles.applyTo(CATALOG)).source("cam");
    profiles.applyTo(builder);
    PlanningResult result = new ExactPlanner().plan(builder.build(), SearchOptions.defaults());
    return ((PlanningResult.Planned) result).plan();
  }

  @Test
  void profileOfTheComputedTimesChangesNoPlan() {
    Plan without = plan(DeviceProfiles.NONE, NET);
    Plan with = plan(new DeviceProfiles(Map.of("cam", computed(CAM, POSITIONS))), NET);

    assertThat(with.slices()).isEqualTo(without.slices());
    assertThat(with.value()).isEqualTo(without.value());
    assertThat(without.slices()).hasSizeGreaterThan(1);
    assertThat(with.problem().hasGivenTimes()).isTrue();
    assertThat(without.problem().hasGivenTimes()).isFalse();
  }

  @Test
  void fasterMeasuredTimesDrawTheLayersToTheDevice() {
    Device fast = Device.builder("cam", 500, 300_000).build();

    Plan with = plan(new DeviceProfiles(Map.of("cam", computed(fast, POSITIONS))), NET);

    assertThat(with.slices()).hasSize(1);
    assertThat(with.slices().get(0).device()).isEqualTo("cam");
  }

  /** Rates that are exact on one network predict every layer of another one exactly. */
  @Test
  void profileOfAnotherNetworkPredictsTheLayers() {
    Linearization other = Linearization.of(Zoo.get("b-resnet110"));
    DeviceTimes times = DeviceTimes.of(computed(CAM, other), POSITIONS);

    for (int i = 0; i < POSITIONS.length(); i++) {
      assertThat(times.measuredMs(i)).isEmpty();
      double expected = ComputeTime.ms(POSITIONS, CAM, i);
      assertThat(times.predictedMs(i).getAsDouble()).isCloseTo(expected, within(0.2 * expected));
    }
  }

  @Test
  void layersThatTheProfileLacksArePredicted() {
    Profile all = computed(CAM, POSITIONS);
    List<LayerTime> known = all.layers().subList(0, all.layers().size() - 2);
    PlanningProblemBuilder builder = PlanningProblem.builder(NET, CATALOG);

    DeviceTimes.of(Profile.of(all.network(), known), POSITIONS).applyTo(builder, "cam");
    PlanningProblem problem = builder.build();

    String first = POSITIONS.layer(0).name();
    String last = all.layers().get(known.size()).name();
    assertThat(problem.measuredMs("cam", first)).hasValue(known.get(0).time().medianMs());
    assertThat(problem.predictedMs("cam", first)).isEmpty();
    assertThat(problem.measuredMs("cam", last)).isEmpty();
    assertThat(problem.predictedMs("cam", last)).isPresent();
    assertThat(problem.measuredMs("hub", first)).isEmpty();
  }

  @Test
  void layerOfOtherWorkIsNotTheOneThatWasMeasured() {
    Profile all = computed(CAM, POSITIONS);
    List<LayerTime> layers = new ArrayList<>(all.layers());
    LayerTime first = layers.get(0);
    LayerWork twice =
        new LayerWork(2 * first.work().get().flops(), 1, first.work().get().writeBytes());
    layers.set(0, new LayerTime(first.name(), first.op(), first.time(), Optional.of(twice)));

    assertThat(DeviceTimes.of(Profile.of(all.network(), layers), POSITIONS).measuredMs(0))
        .isEmpty();
  }

  @Test
  void timesAloneAreOfTheNetworkThatHasTheLayers() {
    Profile bare =
        Profile.of(
            Optional.empty(),
            POSITIONS.layers().stream()
                .map(layer -> LayerTime.of(layer.name(), Timing.of(3)))
                .toList());

    assertThat(DeviceTimes.of(bare, POSITIONS).measuredMs(0)).hasValue(3);
    assertThat(bare.with(POSITIONS).layers().get(0).op()).contains(POSITIONS.layer(0).op());
  }

  @Test
  void blockIsASegmentThatWasMeasuredOrTheSumOfItsLayers() {
    List<LayerTime> layers =
        List.of(
            LayerTime.of("x.", Timing.of(1)),
            LayerTime.of("..y", Timing.of(2)),
            LayerTime.of("z", Timing.of(4)));
    BranchyNet blocks = chain("x.....y", "z");
    Profile sum = Profile.of(Optional.empty(), layers);
    Profile measured =
        new Profile(
            Setup.UNKNOWN,
            Optional.empty(),
            layers,
            List.of(new SegmentTime("x.", "..y", Timing.of(2.5))),
            OptionalDouble.empty(),
            OptionalDouble.of(0.25));

    assertThat(DeviceTimes.of(sum, Linearization.of(blocks)).measuredMs(0)).hasValue(3);
    DeviceTimes times = DeviceTimes.of(measured, Linearization.of(blocks));
    assertThat(times.measuredMs(0)).hasValue(2.25); // without what starting a segment takes
    assertThat(times.measuredMs(1).getAsDouble()).isCloseTo(4 * 2.25 / 3, within(1e-12));
  }

  private static BranchyNet chain(String first, String second) {
    return new BranchyNet(
        "chain",
        new ModelInput("in", 4),
        List.of(
            new Layer(first, "Block", List.of("in"), 10, 0, 4),
            new Layer(second, "Relu", List.of(first), 10, 0, 4)),
        List.of(new Exit("final", second, 1)));
  }

  @Test
  void profileSaysHowLongASliceTakesToStartUnlessTheCatalogDoes() {
    Profile profile =
        new Profile(
            Setup.UNKNOWN,
            Optional.empty(),
            computed(CAM, POSITIONS).layers(),
            List.of(),
            OptionalDouble.empty(),
            OptionalDouble.of(0.75));
    DeviceProfiles profiles = new DeviceProfiles(Map.of("cam", profile));
    DeviceCatalog said = CATALOG.withDevice(CAM.toBuilder().sliceOverheadMs(0.1).build());

    assertThat(profiles.applyTo(CATALOG).device("cam").sliceOverheadMs()).isEqualTo(0.75);
    assertThat(profiles.applyTo(said).device("cam").sliceOverheadMs()).isEqualTo(0.1);
    assertThat(profiles.applyTo(CATALOG).device("hub").sliceOverheadMs()).isZero();
  }
}
