namespace Grid.Hosting.Tests.Fleet;

/// <summary>Fleets that are kept in DynamoDB.</summary>
public abstract class DynamoDbFleetTests(DynamoDbEmulator store) : FleetTests(store)
{
    [Fact]
    public async Task A_table_that_is_not_there_is_said_in_a_line_and_not_made()
    {
        await using var fleet = await TestFleet.StartAsync(Store, 0);

        var silo = fleet.Add(("GRID_DYNAMODB_CREATE_TABLE", "false"));
        await silo.EndedAsync();

        Assert.Equal(2, silo.ExitCode);
        Assert.Contains(silo.Output, line => line.StartsWith("grid-silo: DynamoDB in", StringComparison.Ordinal) && line.Contains(DynamoDbEmulator.TableOf(fleet.Id), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_region_that_is_none_is_refused_in_a_line()
    {
        await using var fleet = await TestFleet.StartAsync(Store, 0);

        var silo = fleet.Add(("GRID_DYNAMODB_SERVICE_URL", ""), ("AWS_REGION", "eu-centrl-1"));
        await silo.EndedAsync();

        Assert.Equal(2, silo.ExitCode);
        Assert.Contains("grid-silo: AWS_REGION=eu-centrl-1 is no region of AWS: expected a name such as eu-central-1.", silo.Output);
    }
}

/// <summary>Over moto.</summary>
public sealed class MotoFleetTests(Moto store) : DynamoDbFleetTests(store), IClassFixture<Moto>;

/// <summary>Over Amazon's own emulator.</summary>
public sealed class DynamoDbLocalFleetTests(DynamoDbLocal store) : DynamoDbFleetTests(store), IClassFixture<DynamoDbLocal>;
