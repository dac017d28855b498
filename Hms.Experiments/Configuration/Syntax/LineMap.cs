using System.Text;

namespace Hms.Experiments.Configuration.Syntax;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns.</summary>
internal sealed class LineMap
{
    private readonly byte[] _text;
    private readonly List<int> _starts = [0];
    private (int Line, int Offset, int Characters) _last;

    public LineMap(byte[] text)
    {
        _text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'\n') { _starts.Add(i + 1); }
        }
    }

    /// <summary>Offset of a byte given by line (from 0) and byte within it, as JsonException counts.</summary>
    public int OffsetOf(long line, long byteInLine)
    {
        var index = (int)Math.Clamp(line, 0, _starts.Count - 1);
        return (int)Math.Clamp(_starts[index] + byteInLine, 0, _text.Length);
    }

    /// <summary>Line and column, both from 1.</summary>
    /// <remarks>Places are mostly asked for in order: of a long line only what lies behind the last place is counted.</remarks>
    public (int Line, int Column) Locate(long offset)
    {
        var found = _starts.BinarySearch((int)offset);
        var line = found >= 0 ? found : ~found - 1;
        var from = line == _last.Line && offset >= _last.Offset ? _last : (Line: line, Offset: _starts[line], Characters: 0);
        var characters = from.Characters + Encoding.UTF8.GetCharCount(_text, from.Offset, (int)offset - from.Offset);
        _last = (line, (int)offset, characters);
        return (line + 1, characters + 1);
    }
}
