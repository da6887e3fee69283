package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the cluster as a whole.
 *
 * @param workloadPolicy ours (docs/adr/031): what services may have of their hosts; null for
 *     nothing
 */
@OmitEmpty
public record SwarmSpec(
    String name,
    @Always Map<String, String> labels,
    @Always OrchestrationConfig orchestration,
    @Always RaftConfig raft,
    @Always DispatcherConfig dispatcher,
    @JsonProperty("CAConfig") @Always CaConfig caConfig,
    @Always TaskDefaults taskDefaults,
    @Always EncryptionConfig encryptionConfig,
    @Nullable WorkloadPolicy workloadPolicy) {
  public SwarmSpec {
    name = Values.text(name);
    labels = Values.map(labels);
    orchestration = orchestration == null ? OrchestrationConfig.UNSET : orchestration;
    raft = raft == null ? RaftConfig.UNSET : raft;
    dispatcher = dispatcher == null ? DispatcherConfig.UNSET : dispatcher;
    caConfig = caConfig == null ? CaConfig.UNSET : caConfig;
    taskDefaults = taskDefaults == null ? TaskDefaults.UNSET : taskDefaults;
    encryptionConfig = encryptionConfig == null ? EncryptionConfig.UNSET : encryptionConfig;
    workloadPolicy = WorkloadPolicy.NONE.equals(workloadPolicy) ? null : workloadPolicy;
  }

  /** The policy; one that allows nothing when none is set. */
  public WorkloadPolicy policy() {
    return workloadPolicy == null ? WorkloadPolicy.NONE : workloadPolicy;
  }

  /** Nothing said. */
  public static final SwarmSpec UNSET =
      new SwarmSpec(
          "",
          Map.of(),
          OrchestrationConfig.UNSET,
          RaftConfig.UNSET,
          DispatcherConfig.UNSET,
          CaConfig.UNSET,
          TaskDefaults.UNSET,
          EncryptionConfig.UNSET,
          null);

  public SwarmSpec withLabels(Map<String, String> labels) {
    return new SwarmSpec(
        name,
        labels,
        orchestration,
        raft,
        dispatcher,
        caConfig,
        taskDefaults,
        encryptionConfig,
        workloadPolicy);
  }

  public SwarmSpec withOrchestration(OrchestrationConfig orchestration) {
    return new SwarmSpec(
        name,
        labels,
        orchestration,
        raft,
        dispatcher,
        caConfig,
        taskDefaults,
        encryptionConfig,
        workloadPolicy);
  }

  public SwarmSpec withDispatcher(DispatcherConfig dispatcher) {
    return new SwarmSpec(
        name,
        labels,
        orchestration,
        raft,
        dispatcher,
        caConfig,
        taskDefaults,
        encryptionConfig,
        workloadPolicy);
  }

  public SwarmSpec withCaConfig(CaConfig caConfig) {
    return new SwarmSpec(
        name,
        labels,
        orchestration,
        raft,
        dispatcher,
        caConfig,
        taskDefaults,
        encryptionConfig,
        workloadPolicy);
  }

  public SwarmSpec withEncryptionConfig(EncryptionConfig encryptionConfig) {
    return new SwarmSpec(
        name,
        labels,
        orchestration,
        raft,
        dispatcher,
        caConfig,
        taskDefaults,
        encryptionConfig,
        workloadPolicy);
  }

  public SwarmSpec withWorkloadPolicy(@Nullable WorkloadPolicy workloadPolicy) {
    return new SwarmSpec(
        name,
        labels,
        orchestration,
        raft,
        dispatcher,
        caConfig,
        taskDefaults,
        encryptionConfig,
        workloadPolicy);
  }
}
