namespace Grid.Hosting;

/// <summary>How far silos are that AWS starts again, as they had all ended for want of work.</summary>
/// <param name="Running">How many tasks run.</param>
/// <param name="Wanted">How many there shall be.</param>
public sealed record FleetTasks(int Running, int Wanted)
{
    /// <summary>One line: <c>waiting for AWS: 2 of 3 tasks</c>.</summary>
    public override string ToString() => $"waiting for AWS: {Running} of {Wanted} {(Wanted == 1 ? "task" : "tasks")}";
}
