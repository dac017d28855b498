using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Hms.Tests.Tuning.Storage.PostgreSqlServer))]

namespace Hms.Tests.Tuning.Storage;

/// <summary>A private PostgreSQL of this test run: made when a test first asks for it, stopped at the end. Tests skip where Debian's postgresql is not installed.</summary>
public sealed class PostgreSqlServer : IDisposable
{
    private const string User = "hms";
    private readonly Lock _lock = new();
    private string? _binaries;
    private string _folder = "";
    private int _port;
    private int _schemas;

    /// <summary>TCP port of the server on 127.0.0.1.</summary>
    public int Port => _port;

    /// <summary>Starts the server where it does not run.</summary>
    public void Require()
    {
        lock (_lock)
        {
            if (_binaries is not null) { return; }
            var folder = !Directory.Exists("/usr/lib/postgresql") ? null
                : Directory.GetDirectories("/usr/lib/postgresql").Select(x => Path.Combine(x, "bin")).Where(x => File.Exists(Path.Combine(x, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault();
            Assert.SkipWhen(folder is null, "PostgreSQL is not installed (apt-get install postgresql on Debian).");
            _folder = Directory.CreateTempSubdirectory("hms-pg-").FullName;
            if (Environment.IsPrivilegedProcess) { Run("chown", "postgres", _folder); }
            _binaries = folder;
            RunAsServer("initdb", "-D", _folder, "-U", User, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
            _port = FreePort();
            Start();
        }
    }

    /// <summary>A connection string of an empty schema of its own.</summary>
    public string NewSchema()
    {
        Require();
        var schema = $"s{Interlocked.Increment(ref _schemas)}";
        Execute($"CREATE SCHEMA {schema}");
        return $"Host=127.0.0.1;Port={_port};Username={User};Database=postgres;Search Path={schema}";
    }

    /// <summary>Makes an empty database.</summary>
    public string NewDatabase()
    {
        Require();
        var database = $"d{Interlocked.Increment(ref _schemas)}";
        Execute($"CREATE DATABASE {database}");
        return database;
    }

    /// <summary>Crashes the server and starts it again.</summary>
    public void Restart()
    {
        Stop();
        Start();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_binaries is null) { return; }
        NpgsqlConnection.ClearAllPools();
        Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}");
        GC.KeepAlive(error);
    }

    private void Start() => RunAsServer(
        "pg_ctl", "-D", _folder, "-l", Path.Combine(_folder, "log"), "-w", "-t", "120", "-o",
        string.Create(CultureInfo.InvariantCulture, $"-c listen_addresses=127.0.0.1 -c port={_port} -c unix_socket_directories={_folder} -c fsync=off -c max_connections=300"), "start");

    private void Stop() => RunAsServer("pg_ctl", "-D", _folder, "-m", "immediate", "-w", "stop");

    private void RunAsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries!, program);
        if (Environment.IsPrivilegedProcess) { Run("runuser", ["-u", "postgres", "--", path, .. arguments]); }
        else { Run(path, arguments); }
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={_port};Username={User};Database=postgres;Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
