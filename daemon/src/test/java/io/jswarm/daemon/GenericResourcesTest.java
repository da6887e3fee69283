package io.jswarm.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.GenericResource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GenericResourcesTest {
  @Test
  void numbersAreCountedAndNamesAreNamed() {
    assertThat(GenericResources.parse(List.of("ssd=3", "gpu=uuid1", "gpu=uuid2,fpga=a")))
        .containsExactly(
            GenericResource.discrete("ssd", 3),
            GenericResource.named("gpu", "uuid1"),
            GenericResource.named("gpu", "uuid2"),
            GenericResource.named("fpga", "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ssd", "ssd=", "=3", "a=b=c", "", "ssd=1,ssd=b", "ssd=1,ssd=2", "g=a,g=a"})
  void whatIsNotUnderstoodIsRefusedByName(String text) {
    assertThatThrownBy(() -> GenericResources.parse(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--node-generic-resource");
  }

  @Test
  void theCommandLineIsCheckedAtOnce() {
    assertThatThrownBy(() -> DaemonOptions.of("--node-generic-resource", "ssd"))
        .isInstanceOf(UsageException.class);
  }
}
