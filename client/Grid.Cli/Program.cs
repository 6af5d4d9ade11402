using Grid.Cli;
using Grid.Sources;

StandardStreams.SilenceClosed();
return await GridCommand.RunAsync(args, CliConsole.OfProcess());
