using System.Net;
using System.Net.Sockets;

namespace Grid.OrleansEngine;

/// <summary>Finds ports that nobody listens on: Orleans wants them named.</summary>
internal static class FreePorts
{
    // Systems give connections ports above these: what is free stays free until it is listened on.
    private const int First = 15_000;
    private const int End = 32_000;

    /// <summary>So many ports of an address, each another.</summary>
    public static int[] Find(IPAddress address, int count)
    {
        var sockets = new List<Socket>();
        try
        {
            while (sockets.Count < count)
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    socket.Bind(new IPEndPoint(address, Random.Shared.Next(First, End)));
                    sockets.Add(socket);
                }
                catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
                {
                    socket.Dispose();
                }
            }
            return [.. sockets.Select(s => ((IPEndPoint)s.LocalEndPoint!).Port)];
        }
        finally
        {
            foreach (var socket in sockets)
                socket.Dispose();
        }
    }
}
