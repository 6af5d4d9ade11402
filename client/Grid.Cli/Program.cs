using Grid.Cli;

return await GridCommand.RunAsync(args, CliConsole.OfProcess());
