using System.Net;
using System.Net.Sockets;

namespace Grid.OrleansEngine;

/// <summary>Finds ports that nobody listens on: Orleans wants them named.</summary>
internal static class FreePorts
{
    /// <summary>So many ports of an address, each another.</summary>
    public static int[] Find(IPAddress address, int count)
    {
        var sockets = new List<Socket>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                socket.Bind(new IPEndPoint(address, 0));
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
