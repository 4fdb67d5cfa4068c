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
            () -> new TypeConversionException(Choices.message("expected", "found", text, words())));
  }

  private List<String> words() {
    return choices.stream().map(Enum::toString).toList();
  }
}
