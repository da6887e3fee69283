package io.jswarm.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadPolicyTest {
  private static WorkloadPolicy of(String... devices) {
    return new WorkloadPolicy(false, false, List.of(devices));
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/fuse, /dev/fuse, true",
    "/dev/fuse, /dev/fuse2, false",
    "/dev/snd/*, /dev/snd/pcm0, true",
    "/dev/snd/*, /dev/snd, false",
    "/dev/snd/*, /dev/snd/by-path/x, false",
    "/dev/*/x, /dev/a/x, true",
    "/dev/tty*, /dev/ttyUSB0, true",
    "/dev/tty*, /dev/tty, true",
    "/dev/*d*, /dev/kvd1, true",
    "/dev/*d*, /dev/kvm, false",
    "/*, /dev/fuse, false"
  })
  void aStarStandsForAnythingButASlash(String pattern, String path, boolean allowed) {
    assertThat(of(pattern).allowsDevice(path)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"fuse", "/dev/", "/dev//x", "/dev/../etc", "/dev/./x", "/a b", "/*/*/*/*/*", ""})
  void aPatternThatIsNoWholePathIsAFault(String pattern) {
    assertThat(of(pattern).fault()).contains("invalid device pattern \"" + pattern + "\"");
  }

  @Test
  void aPolicyOfTooManyPatternsIsAFault() {
    assertThat(of(Collections.nCopies(65, "/dev/x").toArray(String[]::new)).fault())
        .isEqualTo("a workload policy has at most 64 device patterns, not 65");
    assertThat(of("/dev/..hidden", "/dev/disk/by-id/usb-0:0@1+a").fault()).isNull();
  }

  @Test
  void whatAnotherAllowsIsAddedOnce() {
    WorkloadPolicy both = of("/dev/a").and(new WorkloadPolicy(true, true, List.of("/dev/a", "/b")));

    assertThat(both.text()).isEqualTo("privileged,gpus,device=/dev/a,device=/b");
    assertThat(WorkloadPolicy.NONE.text()).isEqualTo("none");
  }

  @Test
  void aClustersSpecHasNoneWhenItAllowsNothing() {
    assertThat(Json.read("{\"WorkloadPolicy\":{}}", SwarmSpec.class)).isEqualTo(SwarmSpec.UNSET);
    assertThat(Json.write(SwarmSpec.UNSET)).doesNotContain("WorkloadPolicy");
    assertThat(Json.write(SwarmSpec.UNSET.withWorkloadPolicy(of("/dev/a"))))
        .contains("\"WorkloadPolicy\":{\"Devices\":[\"/dev/a\"]}");
  }
}
