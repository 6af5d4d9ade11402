namespace Grid.Hosting;

/// <summary>Two tables of DynamoDB.</summary>
/// <param name="Service">The region's name, or the address of an emulator.</param>
/// <param name="Table">The table in which silos find one another.</param>
/// <param name="StateTable">The table of stored states.</param>
/// <param name="CreateTables">Whether tables that are not there are made, with billing on demand.</param>
internal sealed record DynamoDbStore(string Service, string Table, string StateTable, bool CreateTables) : FleetStore;
