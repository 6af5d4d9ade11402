namespace Grid.Hosting;

/// <summary>The grid in a client of Orleans.</summary>
public static class GridClientBuilder
{
    /// <summary>
    /// Lets a client that is the caller's own call the grid of its silos (<see cref="GridSiloBuilder.AddGrid"/>): it knows the messages, and
    /// makes calls again that failed for want of a silo. Then <c>GridClient.Connect(host.Services.GetRequiredService&lt;IClusterClient&gt;())</c> is the grid.
    /// <code>
    /// builder.UseOrleansClient(client => client.UseLocalhostClustering().AddGrid());
    /// </code>
    /// </summary>
    /// <param name="client">The client.</param>
    public static IClientBuilder AddGrid(this IClientBuilder client)
    {
        ArgumentNullException.ThrowIfNull(client);
        client.Services.AddMessages();
        client.AddOutgoingGrainCallFilter<RetryFilter>();
        client.AddOutgoingGrainCallFilter<CutShortFilter>();
        client.AddOutgoingGrainCallFilter<LostGatewayFilter>();
        return client;
    }
}
