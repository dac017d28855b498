using System.Net;
using System.Net.Sockets;

namespace Hms.Tests.Tuning.Storage;

/// <summary>Stands between a client and a PostgreSQL server and, when told to, cuts the connection right after the server has answered a COMMIT, which the client never sees.</summary>
internal sealed class CommitCuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private volatile bool _isArmed;

    public CommitCuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool IsArmed => _isArmed;

    public void CutNext() => _isArmed = true;

    public void Dispose() => _listener.Stop();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException) { }
    }

    private void Serve(TcpClient client)
    {
        using var server = new TcpClient("127.0.0.1", _serverPort);
        using (client)
        {
            var isCutting = false;
            var back = new Thread(() => Copy(server, client, _ => Volatile.Read(ref isCutting))) { IsBackground = true };
            back.Start();
            Copy(client, server, bytes =>
            {
                if (_isArmed && bytes.IndexOf("COMMIT\0"u8) >= 0)
                {
                    Volatile.Write(ref isCutting, true);
                    _isArmed = false;
                }
                return false;
            });
            back.Join();
        }
    }

    /// <summary>Passes bytes on until either side ends or the filter says to drop them and end.</summary>
    private static void Copy(TcpClient from, TcpClient to, Filter cuts)
    {
        var buffer = new byte[65536];
        try
        {
            while (true)
            {
                var count = from.GetStream().Read(buffer);
                if (count == 0 || cuts(buffer.AsSpan(0, count))) { break; }
                to.GetStream().Write(buffer, 0, count);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException) { }
        from.Close();
        to.Close();
    }

    private delegate bool Filter(ReadOnlySpan<byte> bytes);
}
