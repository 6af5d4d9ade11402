using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Grid.Network.Tests.Hosts;

/// <summary>
/// Takes and gives whole frames at a network's device, with what the kernel says of them: sums that are left for a card to reckon, and frames that one would
/// part. So they go on as they came.
/// </summary>
internal sealed partial class FrameSocket : IDisposable
{
    /// <summary>More than any frame takes, with what is said of it.</summary>
    public const int Longest = 1 << 17;

    private const int Packet = 17, Raw = 3, CloseOnExec = 0x80000;
    private const int OfSockets = 1, ReceiveTimeout = 20, ReceiveRoom = 33;
    private const int OfPackets = 263, WithHeader = 15, NotOwn = 23;
    private const int NetworkSpace = 0x40000000;

    private static readonly short All = BinaryPrimitives.ReverseEndianness((short)3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SafeFileHandle _handle;

    private FrameSocket(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens sockets at devices of a network of the kernel's. Those of the caller's thread stay what they are.</summary>
    public static FrameSocket[] OpenIn(string network, params string[] devices)
    {
        FrameSocket[] opened = [];
        Exception? fault = null;
        var within = new Thread(() =>
        {
            try
            {
                using var space = File.OpenHandle($"/var/run/netns/{network}");
                Check(EnterSpace(space, NetworkSpace));
                opened = Array.ConvertAll(devices, Open);
            }
            catch (Exception e)
            {
                fault = e;
            }
        });
        within.Start();
        within.Join();
        return fault is null ? opened : throw new InvalidOperationException($"no frames can be taken in {network}: {fault.Message}", fault);
    }

    /// <summary>Waits for a frame for a moment; 0 where none came.</summary>
    public int Take(byte[] frame) => Receive(_handle, frame, frame.Length, 0);

    /// <summary>Gives one; it is lost where there is no room for it, as on a cable.</summary>
    public void Give(byte[] frame) => Send(_handle, frame, frame.Length, 0);

    public void Dispose() => _handle.Dispose();

    private static FrameSocket Open(string device)
    {
        // Of no protocol until it is at its device: it would hear of all others meanwhile.
        var socket = new FrameSocket(new SafeFileHandle(Check(Socket(Packet, Raw | CloseOnExec, 0)), ownsHandle: true));
        int one = 1, room = 8 << 20;
        Check(Set(socket._handle, OfPackets, WithHeader, ref one, sizeof(int)));
        Check(Set(socket._handle, OfPackets, NotOwn, ref one, sizeof(int)));
        Check(Set(socket._handle, OfSockets, ReceiveRoom, ref room, sizeof(int)));
        var pause = new Time(0, (long)Pause.TotalMicroseconds);
        Check(SetTime(socket._handle, OfSockets, ReceiveTimeout, ref pause, Marshal.SizeOf<Time>()));
        var place = new Place { Family = Packet, Protocol = All, Device = Check((int)IndexOf(device), least: 1) };
        Check(Bind(socket._handle, ref place, Marshal.SizeOf<Place>()));
        return socket;
    }

    private static int Check(int result, int least = 0) => result >= least ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int EnterSpace(SafeFileHandle space, int kind);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial uint IndexOf(string device);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(SafeFileHandle socket, ref Place place, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int Set(SafeFileHandle socket, int level, int option, ref int value, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetTime(SafeFileHandle socket, int level, int option, ref Time value, int length);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial int Receive(SafeFileHandle socket, [Out] byte[] frame, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial int Send(SafeFileHandle socket, byte[] frame, nint length, int flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct Place
    {
        public short Family;
        public short Protocol;
        public int Device;
        public short Hardware;
        public byte Kind;
        public byte AddressLength;
        public long Address;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Time(long Seconds, long Microseconds);
}
