package dev.espalier.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.segment.SegmentOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A loaded ONNX file that can be run. Not thread-safe. */
public final class Session implements AutoCloseable {
  private final Path file;
  private final OrtSession session;

  private Session(Path file, OrtSession session) {
    this.file = file;
    this.session = session;
  }

  /**
   * Loads a file.
   *
   * @throws InvalidFileException if it cannot be loaded
   * @throws RuntimeFailedException if ONNX Runtime is missing
   */
  public static Session open(Path file, RunSettings settings) {
    return open(file, settings, Optional.empty());
  }

  /**
   * Loads a file so that every run is recorded by the profiler of the runtime.
   *
   * @param trace beginning of the name of the file that it writes
   * @throws InvalidFileException if it cannot be loaded
   * @throws RuntimeFailedException if ONNX Runtime is missing
   */
  public static Session profiled(Path file, RunSettings settings, Path trace) {
    return open(file, settings, Optional.of(trace));
  }

  private static Session open(Path file, RunSettings settings, Optional<Path> trace) {
    OnnxRuntime.load();
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(
          settings.optimized() ? SessionOptions.OptLevel.ALL_OPT : SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(settings.threads());
      options.setInterOpNumThreads(1);
      if (trace.isPresent()) {
        options.enableProfiling(trace.get().toString());
      }
      return new Session(file, OnnxRuntime.environment().createSession(file.toString(), options));
    } catch (OrtException e) {
      throw new InvalidFileException("%s: cannot be loaded: %s".formatted(file, e.getMessage()));
    }
  }

  /** Ends the recording of a {@link #profiled} session and returns the file that it wrote. */
  public Path endProfiling() {
    try {
      return Path.of(session.endProfiling());
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  /** Names of the tensors that it returns. */
  public Set<String> outputs() {
    return session.getOutputNames();
  }

  /**
   * Requires that it returns some tensors.
   *
   * @throws InvalidFileException if one of them is none of its outputs
   */
  public void requireOutputs(Set<String> names) {
    for (String name : names) {
      if (!outputs().contains(name)) {
        throw new InvalidFileException(
            "%s: expected an output \"%s\" but there are %s"
                .formatted(file, name, String.join(", ", outputs())));
      }
    }
  }

  /**
   * Requires that it reads nothing but some tensors.
   *
   * @throws InvalidFileException if one of its inputs is none of them
   */
  public void requireInputs(Set<String> names) {
    for (String name : session.getInputNames()) {
      if (!names.contains(name)) {
        throw new InvalidFileException(
            "%s: expected the inputs %s but there is \"%s\""
                .formatted(file, String.join(", ", names), name));
      }
    }
  }

  /**
   * Zeros for the inputs that are not among some values: a whole model may have inputs that nothing
   * in it reads, which an import leaves out but which the runtime demands.
   *
   * @param values values of the other inputs
   * @return {@code values} and the zeros
   */
  public Map<String, TensorValues> withUnread(Map<String, TensorValues> values) {
    Map<String, TensorValues> all = new LinkedHashMap<>(values);
    try {
      for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
        if (input.getValue().getInfo() instanceof TensorInfo info) {
          all.computeIfAbsent(input.getKey(), name -> zeros(name, info));
        }
      }
      return all;
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private TensorValues zeros(String name, TensorInfo info) {
    ElementType type = type("input", name, info);
    List<Long> shape =
        Arrays.stream(info.getShape()).map(each -> Math.max(each, 1)).boxed().toList();
    try {
      long bytes = shape.stream().reduce(type.bytes(1), Math::multiplyExact);
      return new TensorValues(type, shape, ByteBuffer.allocate(Math.toIntExact(bytes)));
    } catch (ArithmeticException e) {
      throw new RuntimeFailedException(
          "%s: input \"%s\" of shape %s is too large to be given".formatted(file, name, shape));
    }
  }

  /**
   * Runs it once.
   *
   * @param inputs a value for each of its inputs; others are left aside
   * @param requested the outputs to return
   * @throws RuntimeFailedException if it does not take the inputs or fails otherwise
   */
  public Map<String, TensorValues> run(Map<String, TensorValues> inputs, Set<String> requested) {
    try (Prepared prepared = prepare(inputs)) {
      return prepared.run(requested);
    }
  }

  /**
   * Runs it once and writes outputs to given memory as far as there is some.
   *
   * @param inputs a value for each of its inputs; others are left aside
   * @param outputs the outputs to return
   * @throws RuntimeFailedException if it does not take the inputs, an output has another shape than
   *     its memory, or it fails otherwise
   */
  public Map<String, TensorValues> run(
      Map<String, TensorValues> inputs, List<SegmentOutput> outputs, OutputMemory memory) {
    Map<String, TensorValues> written = new LinkedHashMap<>();
    Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    Set<String> others = new LinkedHashSet<>();
    try (Prepared prepared = prepare(inputs)) {
      for (SegmentOutput output : outputs) {
        Optional<ByteBuffer> bytes =
            output.tensor().type().isPresent() && output.tensor().shape().isPresent()
                ? memory.of(output.tensor())
                : Optional.empty();
        if (bytes.isPresent()) {
          TensorValues value =
              new TensorValues(
                  output.tensor().type().get(), output.tensor().shape().get(), bytes.get());
          pinned.put(output.name(), direct(output.name(), value, bytes.get()));
          written.put(output.name(), value);
        } else {
          others.add(output.name());
        }
      }
      written.putAll(prepared.run(others, pinned));
      return written;
    } catch (OrtException e) {
      throw failed(e);
    } finally {
      pinned.values().forEach(OnnxTensor::close);
    }
  }

  /** Moves inputs to where the runtime reads them. */
  public Prepared prepare(Map<String, TensorValues> inputs) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (String name : session.getInputNames()) {
        tensors.put(name, tensor(name, inputs.get(name)));
      }
      return new Prepared(tensors);
    } catch (OrtException | RuntimeException e) {
      tensors.values().forEach(OnnxTensor::close);
      throw e instanceof RuntimeFailedException failed ? failed : failed(e);
    }
  }

  private OnnxTensor tensor(String name, TensorValues value) throws OrtException {
    if (value == null) {
      throw new RuntimeFailedException(
          "%s: input \"%s\" is neither an input of the model nor sent to this segment"
              .formatted(file, name));
    }
    ByteBuffer bytes = value.bytes();
    if (bytes.isDirect() && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      return direct(name, value, bytes);
    }
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining());
    direct.order(ByteOrder.nativeOrder()).put(bytes).flip();
    return direct(name, value, direct);
  }

  /** A tensor of the runtime that shares the memory of a direct buffer. */
  private OnnxTensor direct(String name, TensorValues value, ByteBuffer direct)
      throws OrtException {
    long[] shape = value.shape().stream().mapToLong(extent -> extent).toArray();
    return OnnxTensor.createTensor(
        OnnxRuntime.environment(), direct, shape, javaType(name, value.type()));
  }

  private OnnxJavaType javaType(String name, ElementType type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
      default ->
          throw new RuntimeFailedException(
              "%s: input \"%s\" is of type %s, which ONNX Runtime does not take from Java"
                  .formatted(file, name, type.label()));
    };
  }

  private RuntimeFailedException failed(Exception e) {
    return new RuntimeFailedException("%s: cannot be run: %s".formatted(file, e.getMessage()));
  }

  /** Inputs that lie where the runtime reads them. */
  public final class Prepared implements AutoCloseable {
    private final Map<String, OnnxTensor> tensors;

    private Prepared(Map<String, OnnxTensor> tensors) {
      this.tensors = tensors;
    }

    /** Runs the file once and returns some outputs. */
    public Map<String, TensorValues> run(Set<String> requested) {
      return run(requested, Map.of());
    }

    private Map<String, TensorValues> run(Set<String> requested, Map<String, OnnxTensor> pinned) {
      Map<String, TensorValues> values = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(tensors, requested, pinned)) {
        for (Map.Entry<String, OnnxValue> output : result) {
          if (requested.contains(output.getKey())) {
            values.put(output.getKey(), values(output.getKey(), output.getValue()));
          }
        }
      } catch (OrtException e) {
        throw failed(e);
      }
      return values;
    }

    /** Runs the file once with all its outputs and returns how long that took, ns. */
    public long time() {
      try {
        long begun = System.nanoTime();
        OrtSession.Result result = session.run(tensors);
        long ended = System.nanoTime();
        result.close();
        return ended - begun;
      } catch (OrtException e) {
        throw failed(e);
      }
    }

    @Override
    public void close() {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private TensorValues values(String name, OnnxValue value) {
    if (!(value instanceof OnnxTensor tensor)) {
      throw new RuntimeFailedException(
          "%s: output \"%s\" is a %s, and only tensors are supported"
              .formatted(file, name, value.getType()));
    }
    TensorInfo info = tensor.getInfo();
    List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
    return new TensorValues(type("output", name, info), shape, tensor.getByteBuffer());
  }

  private ElementType type(String kind, String name, TensorInfo info) {
    return switch (info.onnxType) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FLOAT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.FLOAT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> ElementType.FLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> ElementType.BFLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ElementType.INT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
      default ->
          throw new RuntimeFailedException(
              "%s: %s \"%s\" is of type %s, which ONNX Runtime does not exchange with Java"
                  .formatted(file, kind, name, info.onnxType));
    };
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
