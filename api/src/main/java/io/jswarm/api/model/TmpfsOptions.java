package io.jswarm.api.model;

import java.util.List;

/**
 * Options of a tmpfs mount; {@code mode} is a file mode as a decimal number, each option is a key
 * alone or a key and a value.
 */
@OmitEmpty
public record TmpfsOptions(long sizeBytes, int mode, List<List<String>> options) {
  public TmpfsOptions {
    options = Values.list(options);
  }
}
