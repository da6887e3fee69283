package io.jswarm.manager.autoscale;

import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.TaskSpec;
import java.util.stream.LongStream;

/** What the number of tasks can follow. */
enum Resource {
  /** In billionths of a core. */
  CPU("CPU") {
    @Override
    long wanted(Autoscale wish) {
      return wish.cpu();
    }

    @Override
    long used(Load load) {
      return load.nanoCpus();
    }

    @Override
    long whole(TaskSpec spec) {
      ResourceRequirements resources = spec.resources();
      return resources == null
          ? ONE_CORE
          : first(reservedCpu(resources), limitOfCpu(resources), ONE_CORE);
    }
  },
  /** In bytes. */
  MEMORY("memory") {
    @Override
    long wanted(Autoscale wish) {
      return wish.memory();
    }

    @Override
    long used(Load load) {
      return load.memoryBytes();
    }

    @Override
    long whole(TaskSpec spec) {
      ResourceRequirements resources = spec.resources();
      return resources == null ? 0 : first(limitOfMemory(resources), reservedMemory(resources), 0);
    }
  };

  private static final long ONE_CORE = 1_000_000_000L;

  private final String word;

  Resource(String word) {
    this.word = word;
  }

  /** Its name for people. */
  String word() {
    return word;
  }

  /** How much of it a task should use, in percent; 0 when it does not count. */
  abstract long wanted(Autoscale wish);

  abstract long used(Load load);

  /** What is a hundred percent for a task; 0 when nothing is. */
  abstract long whole(TaskSpec spec);

  private static long first(long... amounts) {
    return LongStream.of(amounts).filter(amount -> amount > 0).findFirst().orElse(0);
  }

  private static long reservedCpu(ResourceRequirements resources) {
    return resources.reservations() == null ? 0 : resources.reservations().nanoCpus();
  }

  private static long limitOfCpu(ResourceRequirements resources) {
    return resources.limits() == null ? 0 : resources.limits().nanoCpus();
  }

  private static long reservedMemory(ResourceRequirements resources) {
    return resources.reservations() == null ? 0 : resources.reservations().memoryBytes();
  }

  private static long limitOfMemory(ResourceRequirements resources) {
    return resources.limits() == null ? 0 : resources.limits().memoryBytes();
  }
}
