package io.jswarm.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a PEM file. */
public final class PemFile {
  private PemFile() {}

  public static String read(String file) {
    try {
      String text = Files.readString(Path.of(file));
      if (text.contains("-----BEGIN ")) {
        return text;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("file " + file + " is not in PEM format");
  }
}
