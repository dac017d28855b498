using System.Text;
using Hms.Data;
using Hms.Data.Edf;
using Hms.Signal.Randomness;
using Hms.Tests.Support;

namespace Hms.Tests.Data.Edf;

/// <summary>What is no EDF, or a damaged one, is refused with field, byte and value.</summary>
public sealed class EdfBrokenFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(184, "1024    ", "header byte 184, length of the header: 1024 bytes, but 2 signals (byte 252) make a header of 768; one of the two is damaged.")]
    [InlineData(184, "abc     ", "header byte 184, length of the header: \"abc\" is no whole number; the file is damaged or no EDF file.")]
    [InlineData(236, "x       ", "header byte 236, number of data records: \"x\" is no whole number; the file is damaged or no EDF file.")]
    [InlineData(236, "-2      ", "header byte 236, number of data records: -2 must be -1 to 99999999; the file is damaged or no EDF file.")]
    [InlineData(244, "        ", "header byte 244, record duration: \"\" is no number; the file is damaged or no EDF file.")]
    [InlineData(244, "-1      ", "header byte 244, record duration: -1 s must be 0 (annotations only) or at least 0.000001 s.")]
    [InlineData(244, "0       ", "header byte 244, record duration: 0 s, but 2 signals hold samples: their sample rate is unknown. Only a file of annotations may have it.")]
    [InlineData(252, "0   ", "header byte 252, number of signals: 0 must be 1 to 9999; the file is damaged or no EDF file.")]
    [InlineData(472, "12e     ", "header byte 472, physical minimum of signal 1 (EEG Fp2-REF): \"12e\" is no finite number; the file is damaged or no EDF file.")]
    [InlineData(696, "99999999", "is truncated: a data record has 200000014 bytes, after the header the file holds 96. Copy or download it again.")]
    [InlineData(688, "-5      ", "header byte 688, samples per record of signal 0 (EEG Fp1-REF): -5 must be 0 to 536870911; the file is damaged or no EDF file.")]
    public void Open_BrokenField_NamesFieldByteAndValue(int offset, string text, string problem)
    {
        var bytes = File.ReadAllBytes(EdfGolden.Wild("unknown_records.edf"));
        Encoding.ASCII.GetBytes(text).CopyTo(bytes, offset);
        Refused(bytes, problem);
    }

    [Fact]
    public void Open_OtherFiles_SayWhatTheyAre()
    {
        Refused([], "is empty; an EDF or BDF file is needed. Copy or download it again.");
        Refused("PAR1 and more"u8, "is no EDF or BDF file but a Parquet file.");
        Refused([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0], "is no EDF or BDF file but compressed by gzip; unpack it first.");
        Refused("GDF 1.25"u8, "is no EDF or BDF file but a GDF file, which is another format; export it as EDF.");
        Refused("Fp1,F3\n1,2\n"u8, "is no EDF or BDF file: its first 8 bytes are \"Fp1,F3\uFFFD1\", where EDF has \"0       \" and BDF byte 255 and \"BIOSEMI\".");
        Refused("0       X"u8, "is truncated: it holds 9 bytes and an EDF header has 256 at least. Copy or download it again.");
        Refused(File.ReadAllBytes(EdfGolden.Wild("units.edf")).AsSpan(0, 1000), "is truncated: the header of 11 signals has 3072 bytes, the file 1000. Copy or download it again.");
        Assert.Contains("cannot be opened", Assert.Throws<HmsDataException>(() => EdfFile.Open(_folder["absent.edf"])).Message);
        Assert.Contains("cannot be opened", Assert.Throws<HmsDataException>(() => EdfFile.Open(_folder.Path)).Message);
    }

    [Fact]
    public void Open_HeaderWithoutRecords_IsEmptyButReadable()
    {
        var path = _folder["a.edf"];
        File.WriteAllBytes(path, File.ReadAllBytes(EdfGolden.Wild("unknown_records.edf"))[..768]);
        using var file = EdfFile.Open(path);
        Assert.Equal((0, 0.0, 0), (file.Signals[0].SampleCount, file.DurationSeconds, file.Segments.Count));
        Assert.Contains("The file holds no data records.", file.Warnings);
    }

    [Fact]
    public void Open_InterruptedFileWithoutTimesOrBackwards_IsRefused()
    {
        var bytes = File.ReadAllBytes(EdfGolden.Wild("gaps.edf"));
        var text = Encoding.Latin1.GetString(bytes);
        Refused(Encoding.Latin1.GetBytes(text.Replace("+5.25\u0014\u0014", "+0.75\u0014\u0014", StringComparison.Ordinal)),
            "data record 2 starts at 0.75 s, before the end of the one before at 2.25 s; records of EDF+D must follow each other in time. The file is damaged, or joined from others in the wrong order.");
        Refused(Encoding.Latin1.GetBytes(text.Replace("+5.25\u0014\u0014", "x5.25\u0014\u0014", StringComparison.Ordinal)),
            "data record 2 has no time, which every record of EDF+D needs in its first annotation; where it belongs is unknown.");
        Refused(Encoding.Latin1.GetBytes(text.Replace("EDF Annotations ", "EEG Pz          ", StringComparison.Ordinal)),
            "is EDF+D without an annotation channel: when its data records were recorded is unknown.");
    }

    [Fact]
    public void Annotations_TabsAndLines_StayOtherControlCharactersDoNot()
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(EdfGolden.Wild("annotations.edf")));
        File.WriteAllBytes(_folder["a.edf"], Encoding.Latin1.GetBytes(text.Replace("before the start", "a\tb\r\nc\u001Bd--------", StringComparison.Ordinal).Replace("EEG Fp2", "EEG\nFp2", StringComparison.Ordinal)));
        using var file = EdfFile.Open(_folder["a.edf"]);
        Assert.Equal(("a\tb\r\nc\uFFFDd--------", "EEG\uFFFDFp2"), (file.Annotations[0].Text, file.Signals[1].Label));
    }

    [Fact]
    public void Read_FileThatWasShortened_IsRefused()
    {
        var path = _folder["a.edf"];
        File.Copy(EdfGolden.Wild("unknown_records.edf"), path);
        using var file = EdfFile.Open(path);
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) { stream.SetLength(800); }
        var error = Assert.Throws<HmsDataException>(() => file.ReadDigital(0, 0, new int[24]));
        Assert.EndsWith("ended at byte 800 while it was read; it had 864 bytes when it was opened. Read it when nothing writes it.", error.Message);
    }

    /// <summary>Whatever byte is broken, the outcome is a file whose samples can be read or an <see cref="HmsDataException"/> with the path.</summary>
    [Theory]
    [InlineData("annotations.edf")]
    [InlineData("gaps.edf")]
    [InlineData("wide_annotations.bdf")]
    public void Read_AnyBrokenByte_ReadsOrNamesTheFile(string name)
    {
        var good = File.ReadAllBytes(EdfGolden.Wild(name));
        var random = new HashRandom(11);
        var path = _folder["a.edf"];
        for (var i = 0; i < 500; i++)
        {
            var bytes = (byte[])good.Clone();
            bytes[random.NextInt(bytes.Length)] = (byte)random.NextInt(256);
            if (i % 5 == 0) { bytes = bytes[..random.NextInt(bytes.Length)]; }
            File.WriteAllBytes(path, bytes);
            try
            {
                using var file = EdfFile.Open(path);
                foreach (var signal in file.Signals) { file.ReadDigital(signal.Index, 0, new int[signal.SampleCount]); }
            }
            catch (HmsDataException error)
            {
                Assert.StartsWith(path + ": ", error.Message);
            }
        }
    }

    private void Refused(ReadOnlySpan<byte> bytes, string problem)
    {
        File.WriteAllBytes(_folder["a.edf"], bytes);
        var error = Assert.Throws<HmsDataException>(() => EdfFile.Open(_folder["a.edf"]));
        Assert.Equal($"{_folder["a.edf"]}: {problem}", error.Message);
    }
}
