package io.jswarm.testkit;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Object ids of the usual form, the same for the same seed. */
public final class SeededIds implements Supplier<String> {
  private static final int LENGTH = 25;
  private static final int BASE = 36;

  private final RandomGenerator random;

  public SeededIds(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String get() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(Character.forDigit(random.nextInt(BASE), BASE));
    }
    return id.toString();
  }
}
