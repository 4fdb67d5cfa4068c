/** Plans how early-exit networks are cut into slices and placed on unequal devices. */
@SuppressWarnings("requires-automatic")
module dev.espalier {
  requires io.jenetics.base;
  requires io.jenetics.ext;
  requires org.jgrapht.core;
  requires tools.jackson.core;
  requires org.apache.commons.statistics.descriptive;
  requires org.apache.commons.statistics.distribution;
  requires org.apache.commons.statistics.inference;
  requires org.apache.commons.statistics.ranking;
  requires commons.math3;

  // Without these the library plans all the same: ONNX files need the first two, running them the
  // third, graphs of pages the next four, HTTP the six behind them.
  requires static com.google.protobuf;
  requires static org.tribuo.util.onnx;
  requires static com.microsoft.onnxruntime;
  requires static org.eclipse.elk.alg.layered;
  requires static org.eclipse.elk.core;
  requires static org.eclipse.elk.graph;
  requires static org.eclipse.emf.common;
  requires static org.eclipse.jetty.http;
  requires static org.eclipse.jetty.io;
  requires static org.eclipse.jetty.server;
  requires static org.eclipse.jetty.util;
  requires static micrometer.core;
  requires static micrometer.registry.prometheus;
  requires static de.siegmar.fastcsv;
  requires static info.picocli;

  exports dev.espalier.batch;
  exports dev.espalier.cost;
  exports dev.espalier.cost.table;
  exports dev.espalier.device;
  exports dev.espalier.error;
  exports dev.espalier.exit;
  exports dev.espalier.exit.log;
  exports dev.espalier.io;
  exports dev.espalier.io.bandwidth;
  exports dev.espalier.io.batch;
  exports dev.espalier.io.csv;
  exports dev.espalier.io.graph;
  exports dev.espalier.io.html;
  exports dev.espalier.io.json;
  exports dev.espalier.io.json.change;
  exports dev.espalier.io.json.control;
  exports dev.espalier.io.json.fleet;
  exports dev.espalier.io.json.map;
  exports dev.espalier.io.json.overlay;
  exports dev.espalier.io.json.profile;
  exports dev.espalier.io.json.request;
  exports dev.espalier.io.json.replay;
  exports dev.espalier.io.json.run;
  exports dev.espalier.io.json.segment;
  exports dev.espalier.io.json.trace;
  exports dev.espalier.io.line;
  exports dev.espalier.io.markdown;
  exports dev.espalier.io.onnx.export;
  exports dev.espalier.io.profile;
  exports dev.espalier.io.svg;
  exports dev.espalier.io.svg.chart;
  exports dev.espalier.io.tensor;
  exports dev.espalier.io.text;
  exports dev.espalier.model;
  exports dev.espalier.model.build;
  exports dev.espalier.plan;
  exports dev.espalier.plan.change;
  exports dev.espalier.profile;
  exports dev.espalier.report;
  exports dev.espalier.report.batch;
  exports dev.espalier.report.breakpoint;
  exports dev.espalier.report.fleet;
  exports dev.espalier.report.map;
  exports dev.espalier.report.plan;
  exports dev.espalier.report.online;
  exports dev.espalier.report.page;
  exports dev.espalier.report.profile;
  exports dev.espalier.report.replay;
  exports dev.espalier.report.result;
  exports dev.espalier.report.risk;
  exports dev.espalier.report.run;
  exports dev.espalier.report.segment;
  exports dev.espalier.reproduction;
  exports dev.espalier.reproduction.na2023;
  exports dev.espalier.reproduction.pacheco2021;
  exports dev.espalier.reproduction.popex;
  exports dev.espalier.runtime;
  exports dev.espalier.runtime.energy;
  exports dev.espalier.runtime.agent;
  exports dev.espalier.runtime.agent.segment;
  exports dev.espalier.runtime.coordinator;
  exports dev.espalier.runtime.link;
  exports dev.espalier.runtime.live;
  exports dev.espalier.runtime.placement;
  exports dev.espalier.runtime.reproduction;
  exports dev.espalier.runtime.sample;
  exports dev.espalier.runtime.standin;
  exports dev.espalier.runtime.verify;
  exports dev.espalier.runtime.wire;
  exports dev.espalier.runtime.wire.auth;
  exports dev.espalier.search;
  exports dev.espalier.search.front;
  exports dev.espalier.search.joint;
  exports dev.espalier.search.online;
  exports dev.espalier.search.predict;
  exports dev.espalier.search.risk;
  exports dev.espalier.segment;
  exports dev.espalier.service;
  exports dev.espalier.service.http;
  exports dev.espalier.service.metrics;
  exports dev.espalier.service.plan;
  exports dev.espalier.solvers;
  exports dev.espalier.spark;
  exports dev.espalier.study;
  exports dev.espalier.study.batch;
  exports dev.espalier.study.breakpoint;
  exports dev.espalier.study.calibration;
  exports dev.espalier.study.curve;
  exports dev.espalier.study.explain;
  exports dev.espalier.study.fleet;
  exports dev.espalier.study.map;
  exports dev.espalier.study.random;
  exports dev.espalier.study.replay;
  exports dev.espalier.study.run;
  exports dev.espalier.study.schedule;
  exports dev.espalier.study.run.compare;
  exports dev.espalier.study.run.live;
  exports dev.espalier.study.sweep;
  exports dev.espalier.study.trace;
  exports dev.espalier.zoo;

  // The command line, whose options picocli finds and sets.
  opens dev.espalier.cli to
      info.picocli;
  opens dev.espalier.cli.command to
      info.picocli;
  opens dev.espalier.cli.command.batch to
      info.picocli;
  opens dev.espalier.cli.command.online to
      info.picocli;
  opens dev.espalier.cli.command.plan to
      info.picocli;
  opens dev.espalier.cli.command.run to
      info.picocli;
  opens dev.espalier.cli.command.study to
      info.picocli;
  opens dev.espalier.cli.command.watch to
      info.picocli;
  opens dev.espalier.cli.parse to
      info.picocli;
  opens dev.espalier.cli.option to
      info.picocli;
  opens dev.espalier.cli.option.fleet to
      info.picocli;
  opens dev.espalier.cli.option.batch to
      info.picocli;
  opens dev.espalier.cli.option.online to
      info.picocli;
  opens dev.espalier.cli.option.problem to
      info.picocli;
  opens dev.espalier.cli.option.vary to
      info.picocli;
  opens dev.espalier.cli.option.view to
      info.picocli;
  opens dev.espalier.cli.option.run to
      info.picocli;

  uses dev.espalier.io.ModelFormat;
  uses dev.espalier.plan.Objective;
  uses dev.espalier.search.PlannerProvider;

  provides dev.espalier.io.ModelFormat with
      dev.espalier.io.json.JsonModelFormat,
      dev.espalier.io.onnx.OnnxModelFormat;
}
