package dev.espalier.model.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.ElementType;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NetworkBuilderTest {
  private final NetworkBuilder net = NetworkBuilder.of("test", "image", Shape.of(3, 32, 32));
  private final Tensor image = net.input();

  private static void assertRejected(ThrowingCallable mistake, String message) {
    assertThatIllegalArgumentException().isThrownBy(mistake).withMessage(message);
  }

  @Test
  void buildsTrunkBranchAndResidualJoin() {
    Tensor fork = image.conv("conv1", 8, Window.of(3).padding(1)).relu("relu1");
    fork.flatten("b1_flat").gemm("b1_fc", 10);
    fork.conv("conv2", 8, Window.of(3).padding(1)).add("sum", fork).flatten("flat").gemm("fc", 10);
    BranchyNet built = net.exit("early", "b1_fc", 0.7).exit("final", "fc", 0.3).build();

    assertThat(built.inputs().get(0))
        .isEqualTo(
            new ModelInput(TensorSpec.of("image", ElementType.FLOAT32, List.of(1L, 3L, 32L, 32L))));
    assertThat(built.layers())
        .extracting(Layer::name)
        .containsExactly("conv1", "relu1", "b1_flat", "b1_fc", "conv2", "sum", "flat", "fc");
    assertThat(built.layers().get(5).inputs()).containsExactly("conv2", "relu1");
    assertThat(built.finalExit()).isEqualTo(new Exit("final", "fc", 0.3));
  }

  @Test
  void aTensorIsFoundAgainByItsName() {
    Tensor relu = image.relu("relu1");
    assertThat(net.from("relu1")).isSameAs(relu);
    assertThat(net.from("image")).isSameAs(image);
  }

  @Test
  void aRejectedLayerLeavesTheNetworkAsItWas() {
    image.relu("a");
    assertThatIllegalArgumentException().isThrownBy(() -> image.conv("a", 8, Window.of(3)));
    assertThatIllegalArgumentException().isThrownBy(() -> image.gemm("b", 8));
    assertThat(net.layers()).hasSize(1);
    assertThat(net.from("a").shape()).isEqualTo(image.shape());
    image.relu("b");
  }

  @Test
  void unknownInputIsRejectedWithTheNearestName() {
    image.conv("conv1", 8, Window.of(3));
    assertRejected(
        () -> net.from("conv2"),
        "model \"test\": \"conv2\" is neither the model input \"image\" nor a layer added so far;"
            + " did you mean \"conv1\"?");
  }

  @Test
  void duplicateNameIsRejected() {
    image.relu("a");
    assertRejected(
        () -> image.lrn("a"),
        "layer \"a\": the name is already taken by a layer added before; names must be unique");
    assertRejected(
        () -> image.lrn("image"),
        "layer \"image\": the name is already taken by the model input; names must be unique");
  }

  @Test
  void blankNamesAreRejected() {
    assertRejected(() -> image.relu(" "), "layer: name must not be blank but is \" \"");
    assertRejected(
        () -> NetworkBuilder.of("", "image", Shape.flat(1)),
        "model: name must not be blank but is \"\"");
    assertRejected(
        () -> NetworkBuilder.of("m", "", Shape.flat(1)),
        "model input: name must not be blank but is \"\"");
  }

  @Test
  void sumOfDifferentShapesIsRejected() {
    Tensor half = image.conv("half", 3, Window.of(1).stride(2));
    assertRejected(
        () -> half.add("sum", image),
        "layer \"sum\": adds tensors of one shape but \"half\" is 3x16x16 and \"image\" is"
            + " 3x32x32");
  }

  @Test
  void sumAndConcatenationNeedTwoDifferentTensors() {
    assertRejected(
        () -> image.add("x"), "layer \"x\": must join at least two tensors but has only \"image\"");
    assertRejected(
        () -> image.concat("x", image),
        "layer \"x\": input \"image\" is listed twice; list each tensor once");
  }

  @Test
  void concatenationOfUnequalHeightIsRejected() {
    Tensor half = image.maxPool("half", Window.of(2).stride(2));
    assertRejected(
        () -> image.concat("x", half),
        "layer \"x\": concatenates grids of one height and width but \"image\" is 3x32x32 and"
            + " \"half\" is 3x16x16");
    assertRejected(
        () -> image.concat("x", image.flatten("flat")),
        "layer \"x\": concatenates grids of one height and width but \"image\" is 3x32x32 and"
            + " \"flat\" is 3072");
  }

  @Test
  void kernelLargerThanThePaddedInputIsRejected() {
    Tensor small = image.averagePool("small", Window.of(8).stride(8));
    assertRejected(
        () -> small.conv("x", 8, Window.of(7).padding(1)),
        "layer \"x\": kernel must fit into the padded input of 6x6 but is 7x7"
            + " (input 3x4x4, padding 1)");
  }

  @Test
  void fullyConnectedLayerOnAGridIsRejected() {
    assertRejected(
        () -> image.gemm("fc", 10),
        "layer \"fc\": gemm needs a flat input but its input is 3x32x32; flatten it first");
  }

  @Test
  void convolutionAndPoolingOfAVectorAreRejected() {
    Tensor flat = image.flatten("flat");
    String found =
        " needs an input of channels x height x width but its input is flat with 3072 features";
    assertRejected(() -> flat.conv("x", 1, Window.of(1)), "layer \"x\": convolution" + found);
    assertRejected(() -> flat.maxPool("x", Window.of(1)), "layer \"x\": pooling" + found);
    assertRejected(() -> flat.globalAveragePool("x"), "layer \"x\": pooling" + found);
  }

  @Test
  void groupsThatDoNotDivideTheChannelsAreRejected() {
    assertRejected(
        () -> image.conv("x", Convolution.of(4, Window.of(1)).groups(2)),
        "layer \"x\": groups must divide the 3 channels of its input 3x32x32 but is 2");
    assertRejected(
        () -> Convolution.of(4, Window.of(1)).groups(3),
        "convolution: groups must divide the 4 output channels but is 3");
  }

  @Test
  void extentsBelowOneAreRejected() {
    assertRejected(
        () -> Shape.of(3, 0, 32),
        "shape 3x0x32: height must be a whole number from 1 to 2^53 but is 0");
    assertRejected(
        () -> Window.of(3).stride(0),
        "window: stride must be a whole number from 1 to 2^53 but is 0");
    assertRejected(
        () -> Window.of(3).padding(-1),
        "window: padding must be a whole number from 0 to 2^53 but is -1");
    assertRejected(
        () -> image.flatten("flat").gemm("fc", 0),
        "layer \"fc\": features must be a whole number from 1 to 2^53 but is 0");
  }

  @Test
  void sizesThatCannotBeCountedExactlyAreRejected() {
    int max = Integer.MAX_VALUE;
    assertRejected(
        () -> Shape.of(max, max, max),
        "shape %1$dx%1$dx%1$d: bytes must be at most 2^53 but is above it".formatted(max));
    assertRejected(
        () -> image.conv("x", max, Window.of(1)).conv("y", max, Window.of(1)),
        "layer \"y\": flops must be at most 2^53 but is above it");
    assertRejected(
        () -> image.conv("z", 1, Window.of(1).padding(max)),
        "layer \"z\": output height must be at most 2^31 - 1 but is 4294967326");
  }

  @Test
  void aTensorOfAnotherBuilderIsRejected() {
    Tensor stranger = NetworkBuilder.of("other", "photo", image.shape()).input();
    assertRejected(
        () -> image.add("sum", stranger),
        "layer \"sum\": input \"photo\" must be a tensor of model \"test\" but is one of another"
            + " builder");
  }

  @Test
  void exitAtAnUnknownLayerIsRejected() {
    image.flatten("flat").gemm("fc", 10);
    net.exit("final", "fc1", 1);
    assertRejected(
        net::build, "exit \"final\": layer \"fc1\" does not exist; did you mean \"fc\"?");
  }

  @Test
  void aLayerThatLeadsToNoExitIsRejected() {
    image.flatten("flat").gemm("fc", 10);
    image.relu("forgotten");
    net.exit("final", "fc", 1);
    assertThatIllegalArgumentException().isThrownBy(net::build).withMessageContaining("forgotten");
  }
}
