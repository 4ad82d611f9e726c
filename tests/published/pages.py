"""Pages of the made-up library's record, written by hand as Word and as a content management system write them."""

import random

__all__ = ["CMS", "WORD", "damaged"]

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<meta name=Generator content="Microsoft Word 15">
<title>河边馆</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; text-align:justify;} --></style>
</head>
<body lang=ZH-CN style='text-justify-trim:punctuation'>
<div class=WordSection1 style='layout-grid:15.6pt'>
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt'>河边馆<span
lang=EN-US>2024</span>年年
报<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoNormal style='text-indent:21.0pt'>河边图书馆<span lang=EN-US>20</span><span lang=EN-US>24</span>年，电话１２－３４。</p>
<p class=MsoNormal><b>One. Summary<o:p></o:p></b></p>
<p class=MsoListParagraph><![if !supportLists]><span lang=EN-US>1.<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>目标。</p>
<p class=MsoNormal>　　多读<del>很多</del>书。</p>
<p class=MsoNormal>借出<span lang=EN-US>1,234,572</span>册。</p>
<p class=MsoNormal><b>Two.&nbsp;Stock</b></p>
<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0>
 <tr style='mso-yfti-irow:0'><td width=553 colspan=7 valign=top><p class=MsoNormal align=center><b>Boo</b><b>ks<o:p></o:p></b></p></td></tr>
 <tr><td><p class=MsoNormal>Kind</p></td><td colspan=3><p class=MsoNormal>Owned</p></td><td colspan=3><p class=MsoNormal>Price</p></td></tr>
 <tr><td><p class=MsoNormal>No&shy;vels</p></td><td colspan=3><p class=MsoNormal><span lang=EN-US>1</span><span lang=EN-US>200<o:p></o:p></span></p></td>
  <td colspan=3><p class=MsoNormal>24252.3110820万元</p></td></tr>
 <tr><td><p class=MsoNormal>Maps</p></td><td colspan=3><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></td><td colspan=3><p class=MsoNormal>０.5</p></td></tr>
 <tr><td colspan=7><p class=MsoNormal>Loans</p></td></tr>
 <tr><td><p class=MsoNormal>Kind</p></td><td colspan=2><p class=MsoNormal>Young</p></td><td colspan=2><p class=MsoNormal>Adult</p></td><td colspan=2><p class=MsoNormal>Total</p></td></tr>
 <tr><td><p class=MsoNormal>Lent</p></td><td colspan=2><p class=MsoNormal>5</p></td><td colspan=2><p class=MsoNormal>1,234,567</p></td><td colspan=2><p class=MsoNormal>1 234 572</p></td></tr>
 <tr><td colspan=7><p class=MsoNormal>备注：Counted twice.</p><p class=MsoNormal>See the list.</p></td></tr>
 <![if !supportMisalignedColumns]>
 <tr height=0><td width=100 style='border:none'></td><td width=75 style='border:none'></td><td width=75 style='border:none'></td>
 <td width=75 style='border:none'></td><td width=75 style='border:none'></td><td width=75 style='border:none'></td><td width=75 style='border:none'></td></tr>
 <![endif]>
</table>
<p class=MsoNormal><b>Three. Visits</b></p>
<table class=MsoNormalTable>
 <tr><td colspan=3 rowspan=3>Rows add up</td><td colspan=3>Readers</td><td rowspan=3>All</td></tr>
 <tr><td rowspan=2>Child</td><td colspan=2>Grown</td></tr>
 <tr><td>Man</td><td>Wo<br>man</td></tr>
 <tr><td colspan=3>Opened</td><td>11</td><td>-8</td><td>0</td><td>3</td></tr>
 <tr><td rowspan=3>By day</td><td colspan=2>Monday</td><td>12</td><td>－8</td><td>0</td><td>4</td></tr>
 <tr><td rowspan=2>Weekend</td><td>Sat</td><td>13</td><td>−8</td><td>0</td><td>5</td></tr>
 <tr><td>Sun</td><td>14</td><td>-8</td><td>0</td><td>6</td></tr>
</table>
<p class=MsoNormal><b>Four. Staff</b></p>
<p class=MsoNormal align=center>Staff table</p>
<table class=MsoNormalTable><tr><td>Paid</td><td>Free</td></tr><tr><td>3</td><td>&nbsp;</td></tr></table>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
</div>
</body>
</html>
"""
"""What Word makes with "save as web page": words split by spans, paragraphs in cells, a row that only sets widths."""

CMS = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=GBK"><TITLE>河边馆2024年年报_市图书馆网</TITLE>
<SCRIPT>document.write("<p>多了一段。</p>");</SCRIPT></HEAD>
<BODY>
<DIV class="top"><UL><LI><A href="/">首页</A><LI><A href="/a">馆务公开</A><LI>Three. Visits</UL></DIV>
<TABLE width="1000"><TR><TD width=200><TABLE><TR><TD>年报<TR><TD>规章<TR><TD>Two. Stock</TABLE>
<TD>
 <TABLE><TR><TD>当前位置：<TD>首页<TD>河边馆2024年年报</TABLE>
 <H1>河边馆2024年年报</H1>
 <DIV>发布时间：2025-01-20 来源：办公室 浏览次数：<SPAN id=n>38</SPAN></DIV>
 <DIV id="zoom"><FONT size=3>
 河边图书馆2024年，电话12-34。<BR>
 <P><STRONG>One. Summary</STRONG></P>
 <P>1.目标。</P><P>多读书。</P><P>借出1234572册。</P>
 <P><STRONG>Two. Stock</STRONG>
 <TABLE border=1>
  <TR><TD colSpan=3>Two. Stock
  <TR><TD colSpan=3>Books
  <TR><TD>Kind<TD>Owned<TD>Price
  <TR><TD>Novels<TD>1200<TD>24252.311082万元
  <TR><TD>Maps<TD>—<TD>0.50
 </TABLE>
 <TABLE border=1>
  <TR><TD colSpan=4>Loans
  <TR><TD>Kind<TD>Young<TD>Adult<TD>Total
  <TR><TD>Lent<TD>5<TD>1234567<TD>1234572
 </TABLE>
 <P>备注：Counted twice.<BR>See the list.</P>
 <H3>Three. Visits</H3>
 <TABLE border=1>
  <TR><TD colSpan=3 rowSpan=3>Rows add up<TD colSpan=3>Readers<TD rowSpan=3>All
  <TR><TD rowSpan=2>Child<TD colSpan=2>Grown
  <TR><TD>Man<TD>Woman
  <TR><TD colSpan=3>Opened<TD>11<TD>-8<TD>0<TD>3
  <TR><TD rowSpan=3><DIV>By day<TD colSpan=2>Monday<TD>12<TD>-8<TD>0<TD>4
  <TR><TD rowSpan=2>Weekend<TD>Sat<TD>13<TD>-8<TD>0<TD>5
  <TR><TD>Sun<TD>14<TD>-8<TD>0<TD>6
 </TABLE>
 <P>Four. Staff</P>
 <TABLE border=1><CAPTION>Staff table</CAPTION><TR><TH>Paid<TH>Free<TR><TD>3<TD></TABLE>
 </FONT></DIV>
 <DIV>【打印】 【关闭】</DIV>
</TABLE>
<TABLE><TR><TD>主办：市图书馆<TD>电话：12345678<TD>您是第1位访客。</TABLE>
</BODY></HTML>
"""
"""A page of a content management system: capitals, nothing closed, tables that place other tables, a menu and a footer."""

PIECES = [b"<", b">", b"<table>", b"</table>", b"<tr>", b"<td colspan=", b"<td rowspan=5>", b"&#x", b"\0", b"<!--", b'"', b"<p"]


def damaged(page: bytes, draw: random.Random) -> bytes:
    """Damage a page here and there: bytes changed, cut out, put in, said twice."""
    data = bytearray(page)
    for _ in range(draw.choice([1, 5, 50, 1000])):
        at = draw.randrange(len(data))
        match draw.randrange(4):
            case 0:
                data[at] = draw.randrange(256)
            case 1:
                del data[at : at + draw.randrange(1, 40)]
            case 2:
                data[at:at] = draw.choice(PIECES)
            case _:
                data[at:at] = data[at : at + 60]
        data = data or bytearray(b"x")
    return bytes(data)
