package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Json;
import io.jswarm.daemon.http.ApiVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class SpecInputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"Replicated":{}} | {"Replicated":{"Replicas":1}}
          {"Replicated":{"Replicas":0}} | {"Replicated":{"Replicas":0}}
          {"ReplicatedJob":{}} | {"ReplicatedJob":{"MaxConcurrent":1,"TotalCompletions":1}}
          {"ReplicatedJob":{"MaxConcurrent":3}} | {"ReplicatedJob":{"MaxConcurrent":3,"TotalCompletions":3}}
          {"Global":{}} | {"Global":{}}
          """)
  void theNumberOfTasksIsFilledIn(String mode, String stored) {
    String spec = "{\"Name\":\"w\",\"TaskTemplate\":{\"ContainerSpec\":{}},\"Mode\":" + mode + "}";
    ObjectNode tree = (ObjectNode) Json.mapper().readTree(spec);
    assertThat(Json.write(SpecInput.service(tree, ApiVersion.MAX).mode())).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "EndpointSpec":{"Mode":"other"} | invalid resolution mode: "other"
          "UpdateConfig":{"Order":"both"} | unrecognized update order both
          "RollbackConfig":{"FailureAction":"rollback"} | unrecognized rollback failure action rollback
          """)
  void wordsThatMeanNothingAreRefused(String member, String sentence) {
    String spec = "{\"Name\":\"w\",\"TaskTemplate\":{\"ContainerSpec\":{}}," + member + "}";
    ObjectNode tree = (ObjectNode) Json.mapper().readTree(spec);
    assertThatThrownBy(() -> SpecInput.service(tree, ApiVersion.MAX)).hasMessage(sentence);
  }
}
