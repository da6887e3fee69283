package io.jswarm.lab.bench.sample;

import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * One measured value.
 *
 * @param group the group of measurements it was taken in
 * @param figure what was measured; the same name means the same definition
 * @param value empty when what was waited for did not happen in time
 * @param unit of the value: s, ms, MiB or /s
 * @param details further numbers and texts, for whoever wonders about the value
 */
public record Sample(
    String group,
    String figure,
    Contender contender,
    OptionalDouble value,
    String unit,
    Moment moment,
    SequencedMap<String, Object> details) {

  /**
   * When a sample was taken.
   *
   * @param at ISO 8601
   * @param load how many processes the machine had to run, on average over the minute before
   */
  public record Moment(String at, double load) {}
}
