package dev.espalier.cli.command.study;

import picocli.CommandLine.Command;

/** Studies: questions that take many plans. */
@Command(
    name = "study",
    description = "Answers questions that take many plans.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = FleetCommand.class)
public final class StudyCommand {}
