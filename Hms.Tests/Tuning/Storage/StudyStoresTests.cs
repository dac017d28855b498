using Hms.Tests.Support;
using Hms.Tuning.Storage;
using Hms.Tuning.Storage.Sqlite;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Storage;

public sealed class StudyStoresTests(PostgreSqlServer server) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("sqlite:")]
    [InlineData("sqlite:///")]
    public void Open_AFile_IsSqlite(string prefix)
    {
        using var storage = StudyStores.Open(prefix + _folder["a.db"]);
        Assert.IsType<SqliteStudyStorage>(storage);
        Assert.Equal(_folder["a.db"], storage.Location);
    }

    [Fact]
    public void Open_Memory_KeepsNothing()
    {
        using var storage = StudyStores.Open("memory");
        Assert.IsType<InMemoryStudyStorage>(storage);
    }

    [Fact]
    public void Open_PostgreSql_ByAddressAndByConnectionString()
    {
        var database = server.NewDatabase();
        var expected = $"postgresql://hms@127.0.0.1:{server.Port}/{database}";
        using var byAddress = StudyStores.Open($"postgresql://hms:topsecret@127.0.0.1:{server.Port}/{database}?Maximum%20Pool%20Size=5");
        using var byString = StudyStores.Open($"pg:Host=127.0.0.1;Port={server.Port};Username=hms;Password=topsecret;Database={database}");
        Assert.Equal((expected, expected), (byAddress.Location, byString.Location));
    }

    [Theory]
    [InlineData("", "has no location")]
    [InlineData("sqlite:", "names no file")]
    [InlineData("mysql://user:topsecret@host/db", "There is no store for 'mysql://...'")]
    [InlineData("postgresql://user:topsecret@host", "An address of PostgreSQL is postgresql://user@host:port/database")]
    [InlineData("postgresql://user:topsecret@host/db?Colour=red", "the option 'Colour' of the address is not one of Npgsql's")]
    [InlineData("pg:Password=topsecret;Colour=red", "This is not a connection string of Npgsql")]
    [InlineData("pg:Password=topsecret;Database=d", "names no Host")]
    [InlineData("pg:Host=h;Password=ab;topsecret=1", "This is not a connection string of Npgsql")]
    [InlineData("postgresql://u:12345/topsecret@host/db", "holds an @ that does not end user and password")]
    [InlineData("postgresql://u:12345/a#topsecret@host/db", "holds an @ that does not end user and password")]
    [InlineData("postgresql://u:top@topsecret@host/db", "holds an @ that does not end user and password")]
    [InlineData("postgresql://u:pw@host/db?Timeout=topsecret", "its value is of the wrong kind")]
    public void Open_NoStore_SaysWhatWouldBeOne(string location, string expected)
    {
        var exception = Assert.Throws<StudyException>(() => StudyStores.Open(location));
        Assert.Contains(expected, exception.Message);
        Assert.DoesNotContain("topsecret", exception.ToString());
    }

    [Theory]
    [InlineData("postgresql://user:topsecret@host:5433/db", "postgresql://user@host:5433/db")]
    [InlineData("pg:Host=h;Password=topsecret;Database=d", "postgresql://h/d")]
    [InlineData("studies/a.db", "studies/a.db")]
    [InlineData("postgresql://u:12345/x@host/db", "postgresql://...")]
    [InlineData("pg:Host=h;Password=ab;cdSecret=1", "postgresql://...")]
    public void Show_AnyLocation_HidesThePassword(string location, string expected) => Assert.Equal(expected, StudyStores.Show(location));
}
