using Grid.Cli;

// Orleans would read there which packages the program was built from, to find those with grains. They are named to it.
AppContext.SetData("APP_CONTEXT_DEPS_FILES", "");

return await GridCommand.RunAsync(args, CliConsole.OfProcess());
