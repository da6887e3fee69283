package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.ClusterVolumeSpec.AccessMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle itself: no plugin makes volumes yet, so the simulation never comes to share one. */
class VolumeRulesTest {
  /** Uses are nodes, in capitals when a task there writes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          single | none      | A   | ''
          single | none      | aa  | several tasks
          ''     | ''        | aa  | several tasks
          single | all       | AA  | ''
          single | all       | ab  | 2 nodes
          ''     | all       | ab  | 2 nodes
          multi  | none      | ab  | several tasks
          multi  | readonly  | abc | ''
          multi  | readonly  | aB  | a writer
          multi  | onewriter | aBc | ''
          multi  | onewriter | aBC | several writers
          multi  | all       | ABC | ''
          """)
  void anAccessModeSaysWhoMayUseAVolume(
      String scope, String sharing, String tasks, String sentence) {
    List<VolumeRules.Use> uses = new ArrayList<>();
    for (int i = 0; i < tasks.length(); i++) {
      char task = tasks.charAt(i);
      String node = String.valueOf(Character.toLowerCase(task));
      uses.add(new VolumeRules.Use("t" + i, node, Character.isUpperCase(task)));
    }

    String fault = VolumeRules.fault(new AccessMode(scope, sharing, null, null), uses).orElse("");

    assertThat(fault.replaceFirst(":.*", "")).isEqualTo(sentence);
  }
}
