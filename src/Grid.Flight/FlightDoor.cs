using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Flight;

/// <summary>The door of Arrow Flight, for a server that is another's and speaks HTTP/2.</summary>
public static class FlightDoor
{
    /// <summary>The most bytes of a message that a client may send.</summary>
    public const int MostBytes = 256 << 20;

    /// <summary>Adds the services.</summary>
    /// <param name="services">The server's.</param>
    /// <param name="settings">How the door is opened.</param>
    /// <param name="silo">The silo's services; null while there is none.</param>
    public static void AddTo(IServiceCollection services, FlightSettings settings, Func<IServiceProvider?> silo)
    {
        services.AddSingleton(settings).AddSingleton<TokenGate>().AddSingleton<AnswerShelf>(_ => new AnswerShelf()).AddSingleton(new TicketSeal(settings.Token));
        services.AddSingleton(_ => new FlightGrid(silo)).AddSingleton<PutTable>().AddSingleton<StudyDesk>().AddSingleton<FlightActions>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MostBytes;
            grpc.Interceptors.Add<TokenGate>();
        });
    }

    /// <summary>Answers the protocol's calls.</summary>
    public static void MapTo(WebApplication server) => server.MapGrpcService<FlightService>();
}
