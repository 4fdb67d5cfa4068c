package dev.espalier.error;

/**
 * A value that breaks a rule, together with the place of that value inside the object being made.
 *
 * <p>The place is a JSON pointer without its leading slash ({@code layers/3/inputs/0}), because the
 * records mirror the files they are read from: a reader prepends its own place and can name the
 * line.
 */
public final class InvalidFieldException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field place of the value, empty for the object as a whole
   * @param message subject, value found and value expected
   */
  public InvalidFieldException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** Place of the value as a JSON pointer without its leading slash; empty for the whole object. */
  public String field() {
    return field;
  }
}
