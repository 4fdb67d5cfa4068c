package dev.espalier.cli.parse;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Choices by the names that their {@code toString} gives them; the names of the constants in code
 * are no words for users.
 *
 * @param <E> an enum
 */
public final class ChoiceConverter<E extends Enum<E>> implements ITypeConverter<E> {
  private final List<E> choices;

  /** Converts to constants of an enum. */
  public ChoiceConverter(Class<E> type) {
    choices = List.of(type.getEnumConstants());
  }

  @Override
  public E convert(String text) {
    return choices.stream()
        .filter(choice -> choice.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected %s but found \"%s\"".formatted(expected(), text)));
  }

  private String expected() {
    int last = choices.size() - 1;
    return String.join(", ", choices.subList(0, last).stream().map(Enum::toString).toList())
        + " or "
        + choices.get(last);
  }
}
