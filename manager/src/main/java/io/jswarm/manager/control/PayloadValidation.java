package io.jswarm.manager.control;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ConfigSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.PayloadSpec;
import io.jswarm.api.model.SecretSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a secret or config can be kept; refusals in Swarm's words. */
final class PayloadValidation {
  private static final int NAME_LENGTH_MAX = 64;
  private static final Pattern NAME =
      Pattern.compile("^[a-zA-Z0-9]+(?:[a-zA-Z0-9-_.]*[a-zA-Z0-9])?$");
  private static final String TEMPLATE_DRIVER = "golang";

  /** With the largest data there is they still fit what a round leaves to one command. */
  static final int LABELS_BYTES_MAX = 8 << 10;

  private PayloadValidation() {}

  /** The first thing wrong with a new secret. */
  static Optional<Refusal> check(SecretSpec spec) {
    Driver driver = spec.driver();
    if (driver != null && !driver.equals(Driver.DEFAULT)) {
      return Optional.of(
          new Refusal(
              Refusal.Kind.UNIMPLEMENTED,
              "secret driver \"%s\" is a plugin, and this version of jswarm has none: leave --driver out and give the data itself"
                  .formatted(driver.name())));
    }
    return check(PayloadKind.SECRET, spec);
  }

  /** The first thing wrong with a new config. */
  static Optional<Refusal> check(ConfigSpec spec) {
    return check(PayloadKind.CONFIG, spec);
  }

  private static Optional<Refusal> check(PayloadKind kind, PayloadSpec spec) {
    return name(spec.name())
        .or(() -> labels(kind, spec.labels()))
        .or(() -> templating(kind, spec.templating()))
        .or(() -> data(kind, spec.data()));
  }

  private static Optional<Refusal> name(String name) {
    if (name.isEmpty()) {
      return invalid("name must be provided");
    }
    return name.length() > NAME_LENGTH_MAX || !NAME.matcher(name).matches()
        ? invalid(
            "invalid name, only 64 [a-zA-Z0-9-_.] characters allowed, and the start and end"
                + " character must be [a-zA-Z0-9]")
        : Optional.empty();
  }

  /** Labels are replaced as a whole, so this is asked of every write. */
  static Optional<Refusal> labels(PayloadKind kind, Map<String, String> labels) {
    long bytes =
        labels.entrySet().stream().mapToLong(e -> bytes(e.getKey()) + bytes(e.getValue())).sum();
    return bytes > LABELS_BYTES_MAX
        ? invalid(
            "the labels of a %s have at most %d bytes together, not %d"
                .formatted(kind.noun(), LABELS_BYTES_MAX, bytes))
        : Optional.empty();
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Optional<Refusal> templating(PayloadKind kind, @Nullable Driver templating) {
    if (templating != null && !templating.options().isEmpty()) {
      return invalid("a template driver takes no options");
    }
    String name = templating == null ? "" : templating.name();
    return name.isEmpty() || name.equals(TEMPLATE_DRIVER)
        ? Optional.empty()
        : invalid(
            "unrecognized template driver \"%s\" for a %s: use %s or none"
                .formatted(name, kind.noun(), TEMPLATE_DRIVER));
  }

  /** What is wrong with the data. */
  static Optional<Refusal> data(PayloadKind kind, @Nullable Bytes data) {
    int size = data == null ? 0 : data.size();
    return size < 1 || size >= kind.limitBytes()
        ? invalid(
            "%s data must be larger than 0 and less than %d bytes"
                .formatted(kind.noun(), kind.limitBytes()))
        : Optional.empty();
  }

  private static Optional<Refusal> invalid(String message) {
    return Optional.of(Refusal.invalid(message));
  }
}
