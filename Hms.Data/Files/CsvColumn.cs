using System.Text;
using Hms.Data.Schemas;

namespace Hms.Data.Files;

/// <summary>A column of an open CSV file: its place, and what its schema says of it.</summary>
internal sealed class CsvColumn(string name, int index, TableColumn? declared)
{
    private byte[] _lastBytes = [];
    private string _last = "";

    public string Name { get; } = name;

    public int Index { get; } = index;

    public bool Nullable { get; } = declared?.Nullable == true;

    public bool IsId { get; } = declared?.IsId == true;

    /// <summary>Smallest value; minus infinity for no limit.</summary>
    public double Minimum { get; } = declared?.Minimum is { } minimum ? (double)minimum : double.NegativeInfinity;

    /// <summary>Largest value; infinity for no limit.</summary>
    public double Maximum { get; } = declared?.Maximum is { } maximum ? (double)maximum : double.PositiveInfinity;

    /// <summary>The text of a cell; rows in a row mostly have the same one, which is made once.</summary>
    public string Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.SequenceEqual(_lastBytes)) { return _last; }
        (_lastBytes, _last) = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return _last;
    }
}
