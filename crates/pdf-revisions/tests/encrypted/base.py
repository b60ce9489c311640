# A small document with everything that encryption treats in its own way.
objs = {
 1: b"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R/AcroForm<</Fields[7 0 R]/SigFlags 3>>/Names<</EmbeddedFiles<</Names[(a.txt)9 0 R]>>>>>>",
 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Annots[7 0 R]>>",
 4: (b"<<", b"0 0 m 10 10 l S % the page's content, a line"),
 5: b"<</Title(Cong van so 12)/Author<FEFF004E00671EAF0063>>>",
 6: (b"<</Type/Metadata/Subtype/XML", b"<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'/><?xpacket end='r'?>"),
 7: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/Rect[0 0 0 0]/F 132/P 3 0 R/V 8 0 R>>",
 8: b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 10 20 10]/Contents<3003020100>/Reason(Approved)>>",
 9: b"<</Type/Filespec/F(a.txt)/EF<</F 10 0 R>>>>",
 10:(b"<</Type/EmbeddedFile", b"an embedded file"),
}
out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"; off = {}
for n, o in objs.items():
    off[n] = len(out)
    if isinstance(o, tuple):
        d = o[0] if o[0] != b"<<" else b"<<"
        o = d + b"/Length %d>>\nstream\n" % len(o[1]) + o[1] + b"\nendstream"
    out += b"%d 0 obj\n" % n + o + b"\nendobj\n"
x = len(out)
out += b"xref\n0 11\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % off[n] for n in objs)
out += b"trailer\n<</Size 11/Root 1 0 R/Info 5 0 R/ID[<31323334353637383930313233343536><31323334353637383930313233343536>]>>\nstartxref\n%d\n%%%%EOF\n" % x
open('base.pdf','wb').write(out)
