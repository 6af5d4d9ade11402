using Grid.Silo;
using Grid.Sources;

StandardStreams.SilenceClosed();
return await SiloCommand.RunAsync(args);
