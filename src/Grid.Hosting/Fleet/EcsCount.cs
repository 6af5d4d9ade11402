namespace Grid.Hosting;

/// <summary>The tasks of a service of ECS.</summary>
/// <param name="Running">How many run.</param>
/// <param name="Wanted">How many there shall be.</param>
/// <param name="LastEvent">What ECS told of the service last, such as why it cannot start a task; null for nothing.</param>
internal sealed record EcsCount(int Running, int Wanted, string? LastEvent);
