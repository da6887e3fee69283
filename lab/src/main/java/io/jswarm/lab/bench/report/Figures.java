package io.jswarm.lab.bench.report;

import java.util.List;

/** What the page shows, in order. */
final class Figures {
  /** A table of the page. */
  record Table(String title, String note, List<Line> lines) {}

  /** A row of it. */
  record Line(String figure, String what) {}

  private static final String PACKETS =
      "One stream of TCP, and connections with one small answer each, in turn on two nodes of one machine. A connection's CPU is "
          + "that of the caller, the servers, haproxy and the kernel's threads for packets. The crowd: 1,000 services with 10 tasks each; "
          + "a task more or less is told to one node, until its kernel follows.";

  private Figures() {}

  static final List<Table> TABLES =
      List.of(
          new Table(
              "Services",
              "Tasks are busybox shells that sleep. Removed means: no container is left on any host.",
              List.of(
                  line("deploy_1", "create, 1 replica → running"),
                  line("deploy_10", "create, 10 replicas → all running"),
                  line("deploy_50", "create, 50 replicas → all running"),
                  line("deploy_100", "create, 100 replicas → all running"),
                  line("rm_1", "remove 1"),
                  line("rm_10", "remove 10"),
                  line("rm_50", "remove 50"),
                  line("rm_100", "remove 100"),
                  line("scale_10_50", "scale 10 → 50"),
                  line("roll_all_new", "update 20, 5 at a time → all new ones run"),
                  line("roll_completed", "update 20, 5 at a time, monitor 0 → completed"),
                  line("kill_no_delay", "container killed → replacement runs, no delay given"),
                  line("kill_delay_0", "container killed → replacement runs, delay 0"))),
          new Table(
              "A worker is lost",
              "It has its share of 20 tasks. In a partition its packets are lost without a sound.",
              List.of(
                  line("worker_down", "power loss → called down"),
                  line("worker_replaced", "power loss → 20 of 20 run elsewhere"),
                  line("worker_back_ready", "switched on → ready"),
                  line("partition_down", "partition → called down"),
                  line("partition_replaced", "partition → 20 of 20 run elsewhere"),
                  line("partition_back_ready", "healed → ready"),
                  line("partition_old_tasks_stopped", "healed → runs none of what was replaced"))),
          new Table(
              "Managers are lost",
              "Everything is asked of another manager than the one that is lost.",
              List.of(
                  line("leader_read", "leader's power loss → a read names a new leader"),
                  line("leader_create", "… → a service is created"),
                  line("leader_new_task_runs", "… → that service's task runs"),
                  line("leader_node_down", "… → the dead node is called down"),
                  line("leader_restart_api", "leader switched on → its API answers"),
                  line("leader_restart_settled", "leader switched on → all nodes ready again"),
                  line("managers_daemons_answer", "all managers switched on → daemons answer"),
                  line("managers_read", "… → services can be read"),
                  line("managers_write", "… → services can be changed"),
                  line("managers_nodes_ready", "… → all nodes ready"),
                  line("managers_tasks_run", "… → all 10 tasks run"))),
          new Table(
              "Creates per second",
              "Services without replicas, each client on a connection it keeps, in a closed loop.",
              creates()),
          new Table(
              "One question",
              "API: with the connection. Command line: the whole process. "
                  + "\"Own client\" compares jswarm on jswarm with docker on Swarm; "
                  + "\"docker\" is the same client on both.",
              questions()),
          new Table(
              "Joining and leaving",
              "A manager is made a worker before it leaves.",
              List.of(
                  line("join_call_worker", "worker joins: the call"),
                  line("join_to_ready_worker", "worker joins → ready"),
                  line("leave_call_worker", "worker leaves: the call"),
                  line("leave_to_down_worker", "worker leaves → called down"),
                  line("join_call_manager", "manager joins: the call"),
                  line("join_to_ready_manager", "manager joins → ready and reachable"),
                  line("leave_call_manager", "former manager leaves: the call"),
                  line("leave_to_down_manager", "former manager leaves → called down"))),
          new Table(
              "Networks: how soon",
              "Through the published ports of five nodes, each asked every 5 ms from outside.",
              List.of(
                  line("reach", "task runs, by its status → answers through every node"),
                  line("reach_p99", "… 99 % within"),
                  line("gone", "task killed → begin of the last connection that failed"),
                  line("gone_p99", "… 99 % within"))),
          new Table("Networks: what packets cost", PACKETS, packets()),
          new Table(
              "Memory",
              "Per host. All: the daemon, containerd, shims, conmon, runc; not the tasks' own processes. "
                  + "Pages shared by several processes count whole in RSS and by parts in PSS.",
              memory()));

  private static Line line(String figure, String what) {
    return new Line(figure, what);
  }

  private static List<Line> creates() {
    return List.of("leader", "follower").stream()
        .flatMap(via ->
            List.of(1, 8, 64, 256).stream()
                .flatMap(clients -> {
                  String figure = "creates_" + via + "_" + clients;
                  String what = via + ", " + clients + (clients == 1 ? " client" : " clients");
                  return List.of(
                      line(figure, what),
                      line(figure + "_p50", what + ", median time"),
                      line(figure + "_p99", what + ", 99 % within"))
                      .stream();
                }))
        .toList();
  }

  private static List<Line> questions() {
    return List.of("0", "100").stream()
        .flatMap(tasks ->
            List.of(
                line(
                    "api_services_" + tasks + "_leader",
                    "API services, " + tasks + " tasks, leader"),
                line(
                    "api_services_" + tasks + "_follower",
                    "API services, " + tasks + " tasks, follower"),
                line("api_nodes_" + tasks + "_leader", "API nodes, " + tasks + " tasks, leader"),
                line(
                    "api_nodes_" + tasks + "_follower", "API nodes, " + tasks + " tasks, follower"),
                line("api_tasks_" + tasks + "_leader", "API tasks, " + tasks + " tasks, leader"),
                line(
                    "api_tasks_" + tasks + "_follower", "API tasks, " + tasks + " tasks, follower"),
                line(
                    "cli_service_ls_" + tasks + "_leader",
                    "own client, service ls, " + tasks + " tasks"),
                line(
                    "docker_service_ls_" + tasks + "_leader",
                    "docker service ls, " + tasks + " tasks"),
                line(
                    "cli_node_ls_" + tasks + "_leader", "own client, node ls, " + tasks + " tasks"),
                line("docker_node_ls_" + tasks + "_leader", "docker node ls, " + tasks + " tasks"),
                line(
                    "cli_service_ps_" + tasks + "_leader",
                    "own client, service ps, " + tasks + " tasks"),
                line(
                    "docker_service_ps_" + tasks + "_leader",
                    "docker service ps, " + tasks + " tasks"))
                .stream())
        .toList();
  }

  private static List<Line> packets() {
    return List.of(
        line("throughput_underlay", "stream from host to host"),
        line("throughput_vxlan", "stream from container to container"),
        line("throughput_vip", "stream through a virtual address"),
        line("throughput_ratio_vxlan", "speed, container to container : host to host"),
        line("throughput_ratio_vip", "speed, virtual address : container to container"),
        line("throughput_cpu_underlay", "CPU of both ends, host to host"),
        line("throughput_cpu_vxlan", "CPU of both ends, container to container"),
        line("throughput_cpu_vip", "CPU of both ends, virtual address"),
        line("throughput_cpu_ratio_vxlan", "bytes per CPU, container to container : host to host"),
        line("throughput_cpu_ratio_vip", "bytes per CPU, virtual address : container to container"),
        line("connection_ingress_local", "published port, tasks on that node"),
        line("connection_haproxy_local", "haproxy, tasks on that node"),
        line("connection_ratio_local", "published port : haproxy"),
        line("connection_ingress_remote", "published port, tasks on another node"),
        line("connection_haproxy_remote", "haproxy, tasks on another node"),
        line("connection_ratio_remote", "published port : haproxy"),
        line("crowd_ingress_alone", "published port, 2 services"),
        line("crowd_ingress", "published port, 1,000 services"),
        line("crowd_ingress_growth", "1,000 services : 2 services"),
        line("crowd_vip_alone", "virtual address, 2 services"),
        line("crowd_vip", "virtual address, 1,000 services"),
        line("crowd_vip_growth", "1,000 services : 2 services"),
        line("crowd_change", "a task more or less among 1,000 services"),
        line("crowd_change_p99", "… 99 % within"),
        line("crowd_change_cpu", "… CPU of the process"));
  }

  private static List<Line> memory() {
    return List.of(
        line("memory_daemon_manager_0", "daemon on a manager, RSS, fresh"),
        line("memory_daemon_manager_100", "daemon on a manager, RSS, 100 tasks"),
        line("memory_daemon_worker_0", "daemon on a worker, RSS, fresh"),
        line("memory_daemon_worker_100", "daemon on a worker, RSS, 100 tasks"),
        line("memory_all_rss_manager_0", "all on a manager, RSS, fresh"),
        line("memory_all_rss_manager_100", "all on a manager, RSS, 100 tasks"),
        line("memory_all_rss_worker_0", "all on a worker, RSS, fresh"),
        line("memory_all_rss_worker_100", "all on a worker, RSS, 100 tasks"),
        line("memory_all_pss_manager_0", "all on a manager, PSS, fresh"),
        line("memory_all_pss_manager_100", "all on a manager, PSS, 100 tasks"),
        line("memory_all_pss_worker_0", "all on a worker, PSS, fresh"),
        line("memory_all_pss_worker_100", "all on a worker, PSS, 100 tasks"),
        line("memory_helpers_per_task", "helper processes per task, RSS"),
        line("memory_added_per_task", "whole cluster per task, PSS (with what daemons grew)"));
  }
}
