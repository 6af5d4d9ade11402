using Grid.Silo;

return await SiloCommand.RunAsync(args);
