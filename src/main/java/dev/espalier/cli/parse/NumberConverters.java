package dev.espalier.cli.parse;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters of numbers whose errors state in plain words what was expected. */
public final class NumberConverters {
  private NumberConverters() {}

  /** Registers these converters with a command line and its commands. */
  public static void register(CommandLine commandLine) {
    ITypeConverter<Integer> ints = converter("a whole number", Integer::valueOf);
    ITypeConverter<Long> longs = converter("a whole number", Long::valueOf);
    commandLine
        .registerConverter(Integer.class, ints)
        .registerConverter(int.class, ints)
        .registerConverter(Long.class, longs)
        .registerConverter(long.class, longs)
        .registerConverter(Double.class, converter("a number", Double::valueOf));
  }

  private static <T> ITypeConverter<T> converter(String expected, Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("expected " + expected + " but found \"" + text + "\"");
      }
    };
  }
}
